import { endpoint, type Caller } from '../http/endpoint';
import { invalidParameter, refused, unexpectedState } from '../http/stripe-problem';
import { usePaymentMethod } from '../payment-methods/payment-methods';
import type { PaymentIntent, PaymentMethod } from '../world/resources';
import type { World } from '../world/world';
import { attemptPayment } from './lifecycle/attempt';
import { findFor } from './client-secret';
import { choosePaymentMethod } from './details';
import { requireAllowed } from './lifecycle/machine';
import { confirmParams, type ConfirmValues } from './parameters';

type Confirmation = Pick<
  ConfirmValues,
  | 'capture_method'
  | 'error_on_requires_action'
  | 'off_session'
  | 'payment_method'
  | 'return_url'
  | 'use_stripe_sdk'
>;

/** The server confirms, or a card page with the publishable key and the intent's client secret. */
export const confirm = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:id/confirm',
  returns: 'payment_intent',
  params: confirmParams,
  client: true,
  handle(world, { id, params, caller }) {
    const intent = findFor(world, id, caller, params.client_secret);
    requireAllowed(intent, 'confirm');
    if (caller === 'publishable' && intent.confirmation_method === 'manual') {
      throw refused('This PaymentIntent is confirmed by its server only (confirmation_method=manual).');
    }
    const method = checkConfirmation(world, intent, params, caller);
    if (params.payment_method !== undefined) choosePaymentMethod(world, intent, method.id);
    if (params.capture_method !== undefined) intent.capture_method = params.capture_method;
    if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
    if (params.setup_future_usage !== undefined) intent.setup_future_usage = params.setup_future_usage;
    return confirmIntent(world, intent, params);
  },
});

/**
 * Checks what a confirmation needs before anything changes. A server that confirms with automatic
 * payment methods must say where a redirect comes back to; a card page handles that itself.
 * @returns the payment method that will be charged
 * @throws StripeProblem 400
 */
export function checkConfirmation(
  world: World,
  intent: PaymentIntent,
  given: Confirmation,
  caller: Caller,
): PaymentMethod {
  const methodId = given.payment_method ?? intent.payment_method;
  if (methodId === null) {
    throw unexpectedState(intent, 'You cannot confirm this PaymentIntent because it has no payment method.');
  }
  const mayRedirect = intent.automatic_payment_methods?.allow_redirects === 'always';
  const handled =
    given.return_url !== undefined || given.use_stripe_sdk === true || given.off_session === true;
  if (caller === 'secret' && mayRedirect && !handled) {
    throw invalidParameter(
      'return_url',
      'A confirmation with automatic_payment_methods needs a return_url, or automatic_payment_methods[allow_redirects]=never.',
    );
  }
  const method = usePaymentMethod(world, methodId);
  const manual = (given.capture_method ?? intent.capture_method) === 'manual';
  if (method.type === 'us_bank_account' && (intent.currency !== 'usd' || manual)) {
    throw refused(
      'A US bank account pays in USD only, and without a separate capture.',
      undefined,
      'payment_method',
    );
  }
  return method;
}

/** @throws StripeProblem 402 when the payment is refused; the intent then waits for another payment method */
export function confirmIntent(world: World, intent: PaymentIntent, given: Confirmation): PaymentIntent {
  const refusal = attemptPayment(world, intent, {
    authenticated: false,
    challengeable: given.off_session !== true && given.error_on_requires_action !== true,
    returnUrl: given.return_url ?? null,
  });
  if (refusal) throw refusal;
  return intent;
}
