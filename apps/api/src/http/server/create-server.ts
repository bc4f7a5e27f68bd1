import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';

/** The limits of connections, as Fastify was given them. */
interface ServerOptions {
  readonly http?: object;
  readonly keepAliveTimeout: number;
  readonly requestTimeout: number;
  readonly connectionTimeout: number;
}

/** The server that Fastify makes, before which somebody else may answer. @param isAnswered by somebody else */
export function createServerBehind(
  isAnswered: (request: IncomingMessage, response: ServerResponse) => boolean,
): (handler: RequestListener, options: object) => Server {
  return (handler, options) => {
    const { http, keepAliveTimeout, requestTimeout, connectionTimeout } = options as ServerOptions;
    const server = createServer(http ?? {}, (request, response) => {
      if (!isAnswered(request, response)) handler(request, response);
    });
    server.keepAliveTimeout = keepAliveTimeout;
    server.requestTimeout = requestTimeout;
    server.setTimeout(connectionTimeout);
    return server;
  };
}
