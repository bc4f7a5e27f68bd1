import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiFaultKind } from '../control/faults';
import { API_VERSION } from '../world/resources';
import type { Answer } from './idempotency';
import { apiProblem, StripeProblem } from './stripe-problem';

/** What every answer says about its request. */
export function answerHeaders(request: FastifyRequest, requestId: string): Record<string, string> {
  const { 'idempotency-key': key, 'stripe-version': version } = request.headers;
  return {
    'Content-Type': 'application/json',
    'Request-Id': requestId,
    'Stripe-Version': typeof version === 'string' ? version : API_VERSION,
    'Access-Control-Allow-Origin': '*',
    ...(typeof key === 'string' ? { 'Idempotency-Key': key } : {}),
  };
}

/** An error as an answer. `executed` tells whether the operation had begun. */
export function errorAnswer(
  error: unknown,
  request: FastifyRequest,
  headers: Record<string, string>,
): { answer: Answer; executed: boolean } {
  if (!(error instanceof StripeProblem)) request.log.error(error);
  const problem =
    error instanceof StripeProblem ? error : apiProblem('The sandbox itself failed; see its log.', true);
  // A remembered 500 would only be replayed: Stripe tells the client not to try again.
  if (problem.status === 500 && problem.executed) headers['Stripe-Should-Retry'] = 'false';
  const body = JSON.stringify({ error: problem.body });
  return { answer: { status: problem.status, body }, executed: problem.executed };
}

/** Puts an answer on the wire, or what a fault leaves of it. */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  headers: Record<string, string>,
  fault: ApiFaultKind | undefined,
): void {
  if (fault?.kind === 'reset-after-apply') {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'truncate-body') {
    reply.hijack();
    const body = Buffer.from(answer.body);
    reply.raw.writeHead(answer.status, { ...headers, 'Content-Length': body.length });
    reply.raw.write(body.subarray(0, body.length / 2), () => reply.raw.destroy());
    return;
  }
  void reply.code(answer.status).headers(headers).send(answer.body);
}
