import { DomainError } from '@portolan/platform';
import Stripe from 'stripe';

const { errors } = Stripe;

/** Runs a call to Stripe and turns its failures into refusals that the caller can act on. */
export async function callStripe<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toDomainError(error);
  }
}

/** Stripe's error types as ours. What may have had an effect is `payment-provider-failed`: ask before trying anew. */
export function toDomainError(error: unknown): unknown {
  if (!(error instanceof errors.StripeError)) return error;
  const extra = { providerRequestId: error.requestId ?? null };
  if (error instanceof errors.StripeCardError) {
    return new DomainError('payment-failed', 'payment-failed', error.message, {
      extra: { ...extra, reason: error.code ?? null, declineCode: error.decline_code ?? null },
      cause: error,
    });
  }
  if (error instanceof errors.StripeRateLimitError || isKeyInUse(error)) {
    return new DomainError('unavailable', 'payment-provider-busy', 'The payment provider is busy.', {
      extra,
      headers: { 'retry-after': '2' },
      cause: error,
    });
  }
  if (error instanceof errors.StripeInvalidRequestError) return refusal(error, extra);
  return new DomainError(
    'provider-failed',
    'payment-provider-failed',
    'The payment provider did not answer as it should; the payment is looked after.',
    { extra, cause: error },
  );
}

function isKeyInUse(error: Error): boolean {
  return error instanceof errors.StripeIdempotencyError && error.statusCode === 409;
}

function refusal(error: InstanceType<typeof errors.StripeError>, extra: object): DomainError {
  if (error.param === 'payment_method') {
    return new DomainError('invalid', 'payment-method-unknown', error.message, {
      extra: { ...extra },
      cause: error,
    });
  }
  return new DomainError('conflict', 'payment-state-conflict', error.message, {
    extra: { ...extra, reason: error.code ?? null },
    cause: error,
  });
}
