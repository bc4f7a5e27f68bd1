import type { PaymentIntent } from '../../world/resources';
import type { World } from '../../world/world';
import { attemptPayment } from './attempt';
import { moveTo, requireAllowed } from './machine';

/**
 * What the customer does at the issuer's challenge: passing it tries the payment again, failing it
 * asks for another payment method.
 * @throws StripeProblem 400 unless a challenge is open, so that two clicks count once
 */
export function answerChallenge(world: World, intentId: string, passed: boolean): PaymentIntent {
  const intent = world.paymentIntents.get(intentId, 'intent');
  requireAllowed(intent, 'authenticate');
  if (passed) {
    attemptPayment(world, intent, { authenticated: true, challengeable: false, returnUrl: null });
    return intent;
  }
  const method = world.paymentMethods.get(intent.payment_method ?? '', 'payment_method');
  moveTo(intent, 'requires_payment_method');
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = {
    code: 'payment_intent_authentication_failure',
    doc_url: 'https://docs.stripe.com/error-codes#payment-intent-authentication-failure',
    message: 'The customer did not pass the authentication; another payment method may be tried.',
    payment_method: structuredClone(method),
    type: 'invalid_request_error',
  };
  world.emit('payment_intent.payment_failed', intent);
  return intent;
}
