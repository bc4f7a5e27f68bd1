import { badRequest, idempotencyProblem } from './stripe-problem';

/** Stripe may forget a key after a day; the sandbox always does. */
const LIFETIME_MS = 24 * 3600 * 1000;
const MAX_KEY_LENGTH = 255;

export interface Answer {
  status: number;
  body: string;
}

/** What is remembered of one key. `answer` is absent while the first request still runs. */
export interface IdempotentRequest {
  key: string;
  path: string;
  fingerprint: string;
  requestId: string;
  startedAt: number;
  answer?: Answer;
}

/** What a new request with a key finds. */
export type Claim =
  { kind: 'first'; request: IdempotentRequest } | { kind: 'replay'; answer: Answer; requestId: string };

/** Answers by idempotency key. The caller puts the account into the key. */
export class IdempotencyStore {
  private readonly requests = new Map<string, IdempotentRequest>();

  /**
   * Claims a key for a request, or finds the answer to give again.
   * @throws StripeProblem 400 for the same key with another path or other parameters, 409 while
   *   the first request runs
   */
  claim(request: IdempotentRequest): Claim {
    const label = request.key.slice(request.key.indexOf('/') + 1);
    if (label.length > MAX_KEY_LENGTH) {
      throw badRequest(400, `An idempotency key has at most ${MAX_KEY_LENGTH} characters.`);
    }
    const known = this.requests.get(request.key);
    if (!known || known.startedAt + LIFETIME_MS <= request.startedAt) {
      this.requests.delete(request.key);
      this.requests.set(request.key, request);
      return { kind: 'first', request };
    }
    if (known.path !== request.path) {
      throw idempotencyProblem(
        400,
        `The key '${label}' was first used for ${known.path}; use another for ${request.path}.`,
      );
    }
    if (known.fingerprint !== request.fingerprint) {
      throw idempotencyProblem(
        400,
        `The key '${label}' was first used with other parameters; use another key.`,
      );
    }
    if (!known.answer) {
      throw idempotencyProblem(409, `A request with the key '${label}' is still running. Try again later.`);
    }
    return { kind: 'replay', answer: known.answer, requestId: known.requestId };
  }

  /** Keeps the answer; from now on it is replayed. */
  finish(request: IdempotentRequest, answer: Answer): void {
    request.answer = answer;
  }

  /** Frees the key of a request that never began to execute. */
  release(request: IdempotentRequest): void {
    if (this.requests.get(request.key) === request) this.requests.delete(request.key);
  }

  /** Finished requests only: what was running when the process stopped has no answer to give. */
  dump(): IdempotentRequest[] {
    return [...this.requests.values()].filter((request) => request.answer !== undefined);
  }

  load(requests: readonly IdempotentRequest[]): void {
    this.requests.clear();
    for (const request of requests) this.requests.set(request.key, request);
  }
}
