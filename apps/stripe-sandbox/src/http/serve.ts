import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiFaultKind } from '../control/faults';
import type { Sandbox } from '../sandbox';
import { ACCOUNT_ID } from '../world/resources';
import { answerHeaders, errorAnswer, sendAnswer } from './answer';
import { authenticate } from './auth';
import type { Call, Endpoint } from './endpoint';
import { checkExpand, expandBody } from './expand';
import { list, readShape, text } from './fields';
import { type FormHash, parseForm } from './form';
import type { Answer, IdempotentRequest } from './idempotency';
import { apiProblem, badRequest } from './stripe-problem';

const expandParam = { expand: list(text(200), 20) };

/** Serves one request: authentication, faults, idempotency, the operation, and the answer on the wire. */
export async function serve(
  sandbox: Sandbox,
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const requestId = sandbox.world.ids.next('req');
  const headers = answerHeaders(request, requestId);
  let fault: ApiFaultKind | undefined;
  let answer: Answer;
  try {
    const form = formOf(request);
    const path = request.url.split('?')[0] ?? request.url;
    const caller = authenticate(request.headers, typeof form.key === 'string' ? form.key : undefined);
    delete form.key;
    if (caller === 'publishable' && endpoint.client !== true) {
      throw badRequest(401, 'This operation needs a secret key.', 'secret_key_required');
    }
    fault = sandbox.faults.takeApi(request.method, path);
    throwIfRefusedByFault(fault);
    const { expand: expandGiven, ...given } = form;
    const { expand = [] } = readShape(expandParam, expandGiven === undefined ? {} : { expand: expandGiven });
    checkExpand(endpoint.returns, expand);
    const params = readShape(endpoint.params, given);
    const call: Call<Endpoint['params']> = {
      params,
      path,
      caller,
      id: (request.params as { id?: string }).id ?? '',
    };
    answer = await once(sandbox, request, path, requestId, headers, async (idempotencyKey) => {
      if (fault?.kind === 'delay-response') await wait(fault.ms);
      const body = sandbox.operate({ id: requestId, idempotency_key: idempotencyKey }, () =>
        expandBody(sandbox.world, endpoint.handle(sandbox.world, call), expand),
      );
      if (fault?.kind === 'server-error')
        throw apiProblem('An injected error, after the operation was done.', true);
      return body;
    });
  } catch (error) {
    answer = errorAnswer(error, request, headers).answer;
  }
  if (fault?.kind === 'deliver-before-response') await sandbox.dispatcher.deliverNow();
  reply.raw.once('close', () => sandbox.dispatcher.flush());
  sendAnswer(request, reply, answer, headers, fault);
}

/** Runs the operation, or finds the answer that its idempotency key already has. */
async function once(
  sandbox: Sandbox,
  request: FastifyRequest,
  path: string,
  requestId: string,
  headers: Record<string, string>,
  operation: (key: string | null) => Promise<object>,
): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string' || key === '') {
    return { status: 200, body: JSON.stringify(await operation(null)) };
  }
  const claim = sandbox.world.idempotency.claim({
    key: `${ACCOUNT_ID}/${key}`,
    path,
    fingerprint: fingerprintOf(request),
    requestId,
    startedAt: sandbox.world.clock.nowMs(),
  });
  if (claim.kind === 'replay') {
    headers['Idempotent-Replayed'] = 'true';
    headers['Original-Request'] = claim.requestId;
    return claim.answer;
  }
  return remember(sandbox, claim.request, request, headers, operation(key));
}

/** Keeps every answer of an operation that had begun, errors included; frees the key otherwise. */
async function remember(
  sandbox: Sandbox,
  claimed: IdempotentRequest,
  request: FastifyRequest,
  headers: Record<string, string>,
  running: Promise<object>,
): Promise<Answer> {
  const { idempotency } = sandbox.world;
  try {
    const answer = { status: 200, body: JSON.stringify(await running) };
    idempotency.finish(claimed, answer);
    return answer;
  } catch (error) {
    const { answer, executed } = errorAnswer(error, request, headers);
    if (executed) idempotency.finish(claimed, answer);
    else idempotency.release(claimed);
    return answer;
  } finally {
    sandbox.changed();
  }
}

function throwIfRefusedByFault(fault: ApiFaultKind | undefined): void {
  if (fault?.kind === 'rate-limit') throw badRequest(429, 'Too many requests.', 'rate_limit');
  if (fault?.kind === 'server-error' && !fault.effect) {
    throw apiProblem('An injected error, before the operation began.', false);
  }
}

function rawFormOf(request: FastifyRequest): string {
  if (request.method !== 'POST') return request.url.split('?')[1] ?? '';
  const { body } = request;
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') throw badRequest(400, 'Send the parameters of v1 operations form-encoded.');
  return body;
}

const formOf = (request: FastifyRequest): FormHash => parseForm(rawFormOf(request));

/** The same parameters in any order are the same request. */
function fingerprintOf(request: FastifyRequest): string {
  const pairs = [...new URLSearchParams(rawFormOf(request))].map((pair) => JSON.stringify(pair)).sort();
  return createHash('sha256').update(pairs.join('\n')).digest('hex');
}
