import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Metrics } from '@portolan/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { IncomingMessage } from 'node:http';
import { PLAY_ROUTES, registerBodyParsers } from './http/body-parsers';
import { FaceErrors } from './play/face-errors';
import { ClientFacts } from './http/server/client-facts';
import { createServerBehind } from './http/server/create-server';
import { refuseAddress, refuseConnection } from './http/server/early-refusals';
import { RequestRecords } from './http/server/request-records';
import { ProblemFilter } from './http/problem-filter';
import { validationPipe } from './http/validation';
import { RequestCounts } from './auth/limits/request-counts';
import { ListCache } from './storefront/cache/list-cache';
import { ListFront } from './storefront/cache/list-front';
import { PublicLists } from './storefront/public-lists';
import { GoogleErrors } from './play/google-errors';

/** The Fastify adapter with the limits that hold before any route is known. */
export function createAdapter(trustedProxies?: string): FastifyAdapter {
  const client = new ClientFacts(trustedProxies?.split(',') ?? []);
  const front = new ListFront(client);
  const adapter = new FastifyAdapter({
    trustProxy: trustedProxies === undefined ? false : [...client.trustedProxies],
    bodyLimit: 1024 * 1024,
    routerOptions: { maxParamLength: 1_000 },
    // An upload of gigabytes may take long; a client that sends no headers may not.
    requestTimeout: 0,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseConnection,
    genReqId: (request: IncomingMessage) => client.requestIdOf(request),
    serverFactory: createServerBehind((request, response) => front.answer(request, response)),
  } as never);
  const fastify = adapter.getInstance();
  // Before Nest registers hooks of its own.
  front.learn(fastify);
  fronts.set(fastify, front);
  return adapter;
}

/** Of each server. */
const fronts = new WeakMap<object, ListFront>();

/** Everything between the socket and the controllers; the same in production, in tests and for the OpenAPI document. */
export async function configureApp(app: NestFastifyApplication, logger: Logger): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const records = new RequestRecords(app.get(Metrics), logger.level);
  const [cache, lists, counts] = [app.get(ListCache), app.get(PublicLists), app.get(RequestCounts)];
  fronts.get(fastify)?.open({ cache, lists, counts, records }, fastify);
  registerBodyParsers(app);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(
    new FaceErrors([{ routes: PLAY_ROUTES, filter: new GoogleErrors() }], new ProblemFilter()),
  );
  await app.register(helmet, {
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // These say something to documents and to browsers of long ago only. Answers are data, and each header costs
    // a list as much as putting its bytes together.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    dnsPrefetchControl: false,
    ieNoOpen: false,
    permittedCrossDomainPolicies: false,
    xssFilter: false,
  } as never);
  addRequestHooks(fastify, records);
}

function addRequestHooks(fastify: FastifyInstance, records: RequestRecords): void {
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', ({ id, method, routeOptions }: FastifyRequest, reply: FastifyReply, done) => {
    const { statusCode: status, elapsedTime: milliseconds } = reply;
    records.add({ requestId: id, method, route: routeOptions.url ?? '(none)', status, milliseconds });
    done();
  });
}
