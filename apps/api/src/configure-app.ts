import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createRequestLogger, Metrics } from '@portolan/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { PLAY_ROUTES, registerBodyParsers } from './http/body-parsers';
import { FaceErrors } from './play/face-errors';
import { refuseAddress, refuseConnection } from './http/early-refusals';
import { ProblemFilter } from './http/problem-filter';
import { validationPipe } from './http/validation';
import { RequestCounts } from './auth/limits/request-counts';
import { ListCache } from './storefront/cache/list-cache';
import { type ListServices, serveCachedLists } from './storefront/cache/serve-cached-lists';
import { PublicLists } from './storefront/public-lists';
import { GoogleErrors } from './play/google-errors';

/** A request id that a client sent is kept if it is harmless in a log and a header. */
const CLIENT_REQUEST_ID = /^[\w.:-]{1,100}$/;

/** The Fastify adapter with the limits that hold before any route is known. */
export function createAdapter(trustedProxies?: string): FastifyAdapter {
  const adapter = new FastifyAdapter({
    trustProxy: trustedProxies === undefined ? false : trustedProxies.split(','),
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 512 },
    // An upload of gigabytes may take long; a client that sends no headers may not.
    requestTimeout: 0,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    genReqId: (request: { headers: Record<string, unknown> }) => {
      const sent = request.headers['x-request-id'];
      return typeof sent === 'string' && CLIENT_REQUEST_ID.test(sent) ? sent : randomUUID();
    },
  } as never);
  const fastify = adapter.getInstance();
  // Before Nest registers hooks of its own.
  serveCachedLists(fastify, () => listServices.get(fastify) ?? null);
  return adapter;
}

/** Of each server, once its application is put together. */
const listServices = new WeakMap<object, ListServices>();

/** Everything between the socket and the controllers; the same in production, in tests and for the OpenAPI document. */
export async function configureApp(app: NestFastifyApplication, logger: Logger): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  listServices.set(fastify, {
    cache: app.get(ListCache),
    lists: app.get(PublicLists),
    counts: app.get(RequestCounts),
  });
  registerBodyParsers(app);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(
    new FaceErrors([{ routes: PLAY_ROUTES, filter: new GoogleErrors() }], new ProblemFilter()),
  );
  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  } as never);
  addRequestHooks(fastify, app.get(Metrics), logger);
}

/** One line a request, without query, headers or body: those are where secrets travel. */
function addRequestHooks(fastify: FastifyInstance, metrics: Metrics, logger: Logger): void {
  const requests = createRequestLogger(logger.level);
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    metrics.observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1_000);
    const level = reply.statusCode >= 500 ? 'error' : 'info';
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    requests[level](
      { requestId: request.id, method: request.method, route, status: reply.statusCode, milliseconds },
      'request',
    );
    done();
  });
}
