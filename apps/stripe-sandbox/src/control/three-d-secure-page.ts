import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox';
import type { PaymentIntent } from '../world/resources';
import { formatAmount } from '../world/currencies';
import { controlOf } from './control';
import { problemReply } from './routes';

type ByIntent = { Params: { id: string } };

/** The issuer's page: where `next_action.redirect_to_url.url` leads. Its buttons work without scripts. */
export function threeDSecurePage(app: FastifyInstance, sandbox: Sandbox): void {
  const { world } = sandbox;
  const control = controlOf(sandbox);

  app.get<ByIntent>('/sandbox/3ds/:id', (request, reply) => {
    try {
      const intent = world.paymentIntents.get(request.params.id, 'intent');
      return sendHtml(reply, intent.status === 'requires_action' ? challengePage(intent) : endPage(intent));
    } catch (error) {
      return problemReply(reply, error);
    }
  });

  const answer = (passed: boolean) => (request: FastifyRequest<ByIntent>, reply: FastifyReply) => {
    try {
      const { id } = request.params;
      const returnUrl =
        world.paymentIntents.get(id, 'intent').next_action?.redirect_to_url?.return_url ?? null;
      const intent = passed ? control.complete3ds(id) : control.fail3ds(id);
      const location = returnUrl === null ? null : returnAddress(returnUrl, intent);
      if (!request.headers.accept?.includes('text/html')) {
        return reply.send({ id: intent.id, status: intent.status, redirect_to: location });
      }
      return location === null ? sendHtml(reply, endPage(intent)) : reply.redirect(location, 303);
    } catch (error) {
      return problemReply(reply, error);
    }
  };
  app.post<ByIntent>('/sandbox/3ds/:id/complete', answer(true));
  app.post<ByIntent>('/sandbox/3ds/:id/fail', answer(false));
}

/** The store's address with what Stripe adds to it. */
function returnAddress(returnUrl: string, intent: PaymentIntent): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment_intent', intent.id);
  url.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  url.searchParams.set('redirect_status', intent.last_payment_error === null ? 'succeeded' : 'failed');
  return url.toString();
}

const page = (content: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>3-D Secure test page</title>` +
  `<meta name="viewport" content="width=device-width">` +
  `<body style="font:16px system-ui;max-width:28rem;margin:4rem auto">${content}</body></html>`;

/** Only ids, states and amounts of the sandbox's own making go into the pages: nothing to escape. */
const challengePage = (intent: PaymentIntent): string =>
  page(
    `<h1>Test authentication</h1><p>Payment ${intent.id}<br>${formatAmount(intent.amount, intent.currency)}</p>` +
      `<form method="post" action="/sandbox/3ds/${intent.id}/complete"><button>Complete</button></form>` +
      `<form method="post" action="/sandbox/3ds/${intent.id}/fail"><button>Fail</button></form>`,
  );

const endPage = (intent: PaymentIntent): string =>
  page(`<h1>Nothing to do</h1><p>Payment ${intent.id} is ${intent.status}. You may close this page.</p>`);

const sendHtml = (reply: FastifyReply, html: string): FastifyReply =>
  reply.header('Content-Type', 'text/html; charset=utf-8').header('Cache-Control', 'no-store').send(html);
