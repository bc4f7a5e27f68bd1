import Fastify, { type FastifyInstance } from 'fastify';
import { balanceEndpoints } from '../balance/endpoints';
import { chargeEndpoints } from '../charges/endpoints';
import { controlRoutes } from '../control/routes';
import { threeDSecurePage } from '../control/three-d-secure-page';
import { customerEndpoints } from '../customers/endpoints';
import { disputeEndpoints } from '../disputes/endpoints';
import { eventEndpoints } from '../events/endpoints';
import { paymentIntentEndpoints } from '../payment-intents';
import { paymentMethodEndpoints } from '../payment-methods/endpoints';
import { refundEndpoints } from '../refunds/endpoints';
import type { Sandbox } from '../sandbox';
import type { Endpoint } from './endpoint';
import { serve } from './serve';

const BODY_LIMIT = 1024 * 1024;

/** Every operation of the API. A new resource family adds its list here. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...paymentIntentEndpoints,
  ...chargeEndpoints,
  ...refundEndpoints,
  ...disputeEndpoints,
  ...balanceEndpoints,
  ...customerEndpoints,
  ...paymentMethodEndpoints,
  ...eventEndpoints,
];

export function buildServer(sandbox: Sandbox, logger: boolean): FastifyInstance {
  const app = Fastify({
    logger,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, body);
    },
  );
  for (const endpoint of ENDPOINTS) {
    const { method, path: url } = endpoint;
    app.route({
      method,
      url,
      handler: (request, reply) => serve(sandbox, endpoint, request, reply).then(() => reply),
    });
    if (endpoint.client && method === 'POST') allowFromBrowsers(app, url);
  }
  app.setNotFoundHandler((request, reply) => {
    const message = `The sandbox does not know ${request.method} ${request.url.slice(0, 200)}.`;
    return reply.code(404).send({ error: { type: 'invalid_request_error', message } });
  });
  app.setErrorHandler((error: { statusCode?: number; message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error(error);
    const type = status >= 500 ? 'api_error' : 'invalid_request_error';
    return reply.code(status).send({ error: { type, message: error.message } });
  });
  controlRoutes(app, sandbox);
  threeDSecurePage(app, sandbox);
  return app;
}

/** A card page lives on the store's origin; its browser asks first. */
function allowFromBrowsers(app: FastifyInstance, url: string): void {
  app.options(url, (_request, reply) =>
    reply
      .code(204)
      .headers({
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Stripe-Version',
      })
      .send(),
  );
}
