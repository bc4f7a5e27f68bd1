import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { StripeProblem } from '../http/stripe-problem';
import type { Sandbox } from '../sandbox';
import { controlOf } from './control';

const MAX_ADVANCE_SECONDS = 400 * 24 * 3600;
const milliseconds = z.int().min(0).max(60_000);
const common = {
  match: z
    .strictObject({ method: z.string().max(10), path: z.string().max(300), eventType: z.string().max(100) })
    .partial()
    .optional(),
  times: z.int().min(1).max(1000).optional(),
};
const plain = <const K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...common });

const faultBody = z.discriminatedUnion('kind', [
  plain('rate-limit'),
  plain('reset-after-apply'),
  plain('truncate-body'),
  plain('deliver-before-response'),
  plain('drop-webhook'),
  plain('duplicate-webhook'),
  plain('reorder-webhook'),
  z.strictObject({ kind: z.literal('server-error'), effect: z.boolean(), ...common }),
  z.strictObject({ kind: z.literal('delay-response'), ms: milliseconds, ...common }),
  z.strictObject({ kind: z.literal('delay-webhook'), ms: milliseconds, ...common }),
]);

const webhookBody = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2000) });
const clockBody = z.strictObject({ advance_seconds: z.int().min(0).max(MAX_ADVANCE_SECONDS) });

/** The control plane: what no real Stripe has. It takes no key and is meant for the local machine only. */
export function controlRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const control = controlOf(sandbox);

  app.get('/sandbox/health', () => ({ status: 'ok' }));
  app.post('/sandbox/reset', (_request, reply) => {
    control.reset();
    return reply.code(204).send();
  });
  app.get('/sandbox/state', () => control.state());
  app.post('/sandbox/clock', (request, reply) => {
    const body = read(clockBody, request.body, reply);
    if (!body) return reply;
    control.advanceClock(body.advance_seconds);
    return { now: control.now() };
  });
  app.put('/sandbox/webhook', (request, reply) => {
    const body = read(webhookBody, request.body, reply);
    if (!body) return reply;
    control.setWebhook(body.url);
    return reply.code(204).send();
  });
  app.get('/sandbox/faults', () => control.faults());
  app.post('/sandbox/faults', (request, reply) => {
    const fault = read(faultBody, request.body, reply);
    if (!fault) return reply;
    control.addFault(fault);
    return reply.code(201).send(control.faults());
  });
  app.delete('/sandbox/faults', (_request, reply) => {
    control.clearFaults();
    return reply.code(204).send();
  });
  app.get('/sandbox/webhook-deliveries', () => ({ data: control.deliveries() }));
  app.post<{ Params: { id: string } }>('/sandbox/events/:id/resend', (request, reply) => {
    try {
      control.resendEvent(request.params.id);
      return reply.code(202).send();
    } catch (error) {
      return problemReply(reply, error);
    }
  });
}

function read<T>(schema: z.ZodType<T>, body: unknown, reply: FastifyReply): T | null {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const message = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  void reply.code(400).send({ error: { type: 'invalid_request_error', message } });
  return null;
}

/** Answers with the error that Stripe itself would give; anything else is a fault of the sandbox. */
export function problemReply(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof StripeProblem)) throw error;
  return reply.code(error.status).send({ error: error.body });
}
