import type { PaymentIntent, PaymentMethod } from '../world/resources';

/** The `error` object of a Stripe answer. */
export interface StripeErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: PaymentIntent;
  payment_method?: PaymentMethod;
  request_log_url?: string;
}

/** An error answer, as Stripe types it. */
export class StripeProblem extends Error {
  /**
   * @param executed whether the operation itself had begun. Only then is the answer kept for the
   *   idempotency key: a request that failed its validation may be corrected and sent again.
   */
  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
    readonly executed = true,
  ) {
    super(body.message);
  }
}

const docUrl = (code: string): string => `https://docs.stripe.com/error-codes#${code.replaceAll('_', '-')}`;

/** A parameter that cannot be understood: nothing was executed. */
export function invalidParameter(param: string, message: string, code?: string): StripeProblem {
  const coded = code ? { code, doc_url: docUrl(code) } : {};
  return new StripeProblem(400, { type: 'invalid_request_error', message, param, ...coded }, false);
}

/** The object is not in a state that allows this. */
export function refused(message: string, code?: string, param?: string): StripeProblem {
  const coded = code ? { code, doc_url: docUrl(code) } : {};
  return new StripeProblem(400, {
    type: 'invalid_request_error',
    message,
    ...coded,
    ...(param ? { param } : {}),
  });
}

/** The intent's state forbids the operation; its current body comes with the error. */
export function unexpectedState(intent: PaymentIntent, message: string): StripeProblem {
  const code = 'payment_intent_unexpected_state';
  return new StripeProblem(400, {
    type: 'invalid_request_error',
    code,
    doc_url: docUrl(code),
    message,
    payment_intent: structuredClone(intent),
  });
}

/** 404 when the path names it, 400 when a parameter does, as Stripe answers. */
export function missingResource(type: string, id: string, param: string): StripeProblem {
  const code = 'resource_missing';
  const status = param === 'id' || param === 'intent' ? 404 : 400;
  return new StripeProblem(status, {
    type: 'invalid_request_error',
    code,
    doc_url: docUrl(code),
    message: `No such ${type}: '${id}'`,
    param,
  });
}

/** The issuer or the network said no. */
export function cardProblem(
  failure: Omit<StripeErrorBody, 'type' | 'doc_url'> & { code: string },
): StripeProblem {
  return new StripeProblem(402, { type: 'card_error', doc_url: docUrl(failure.code), ...failure });
}

/** A request that is wrong before any operation is looked at. */
export function badRequest(status: number, message: string, code?: string): StripeProblem {
  return new StripeProblem(
    status,
    { type: 'invalid_request_error', message, ...(code ? { code } : {}) },
    false,
  );
}

export function idempotencyProblem(status: 400 | 409, message: string): StripeProblem {
  const code = status === 409 ? { code: 'idempotency_key_in_use' } : {};
  return new StripeProblem(status, { type: 'idempotency_error', message, ...code }, false);
}

export function apiProblem(message: string, executed: boolean): StripeProblem {
  return new StripeProblem(500, { type: 'api_error', message }, executed);
}
