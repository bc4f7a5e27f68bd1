import { insertCharge } from '../../charges/charge';
import { settleCharge } from '../../charges/settle';
import { openDispute } from '../../disputes/dispute';
import { cardProblem, type StripeProblem } from '../../http/stripe-problem';
import { attachPaymentMethod, behaviourOf } from '../../payment-methods/payment-methods';
import type { Decline, TestMethod } from '../../payment-methods/test-methods';
import type { Charge, PaymentIntent, PaymentMethod } from '../../world/resources';
import type { World } from '../../world/world';
import { moveTo } from './machine';

/** Bank debits stay `processing` that long; the money of `automatic_async` settles after its charge. */
const BANK_PROCESSING_SECONDS = 60;
const ASYNC_SETTLEMENT_SECONDS = 1;

export interface AttemptOptions {
  /** The customer has just passed 3-D Secure. */
  authenticated: boolean;
  /** Whether the customer is there to be challenged. */
  challengeable: boolean;
  returnUrl: string | null;
}

const AUTHENTICATION_REQUIRED: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'The card was declined: this payment requires authentication.',
};

/**
 * Tries to take the money with the intent's payment method and moves the intent to where that leads.
 * @returns the refusal to answer with, if the payment was refused
 */
export function attemptPayment(
  world: World,
  intent: PaymentIntent,
  options: AttemptOptions,
): StripeProblem | null {
  const method = world.paymentMethods.get(intent.payment_method ?? '', 'payment_method');
  const test = behaviourOf(world, method.id);
  if (test.type === 'us_bank_account') {
    startBankDebit(world, intent, method);
    return null;
  }
  if (test.challenge && !options.authenticated) {
    if (!options.challengeable) return refuse(world, intent, method, AUTHENTICATION_REQUIRED);
    challenge(world, intent, options.returnUrl);
    return null;
  }
  if (test.decline) return refuse(world, intent, method, test.decline);
  approve(world, intent, method, test, options.authenticated);
  return null;
}

/** Where the customer is challenged: a page of this sandbox. */
export const challengeUrl = (world: World, intent: PaymentIntent): string =>
  `${world.publicUrl}/sandbox/3ds/${intent.id}`;

function challenge(world: World, intent: PaymentIntent, returnUrl: string | null): void {
  moveTo(intent, 'requires_action');
  intent.next_action = {
    type: 'redirect_to_url',
    redirect_to_url: { return_url: returnUrl, url: challengeUrl(world, intent) },
  };
  world.emit('payment_intent.requires_action', intent);
}

function startBankDebit(world: World, intent: PaymentIntent, method: PaymentMethod): void {
  const charge = insertCharge(world, intent, method, { kind: 'pending' });
  moveTo(intent, 'processing');
  intent.latest_charge = charge.id;
  world.emit('charge.pending', charge);
  world.emit('payment_intent.processing', intent);
  world.after(BANK_PROCESSING_SECONDS, 'payment.finish', intent.id);
}

/** Refuses the attempt: the payment method leaves the intent, which waits for another one. */
function refuse(world: World, intent: PaymentIntent, method: PaymentMethod, decline: Decline): StripeProblem {
  const { code, declineCode, message, blocked = false } = decline;
  const charge = insertCharge(world, intent, method, { kind: 'failed', code, declineCode, message, blocked });
  return recordRefusal(world, intent, method, decline, charge);
}

/** What a refused attempt leaves behind, whether refused at once or after processing. */
export function recordRefusal(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: Decline,
  charge: Charge,
): StripeProblem {
  const { code, declineCode, message } = decline;
  const failure = {
    charge: charge.id,
    code,
    decline_code: declineCode,
    message,
    payment_method: structuredClone(method),
  };
  const problem = cardProblem(failure);
  moveTo(intent, 'requires_payment_method');
  intent.payment_method = null;
  intent.next_action = null;
  intent.latest_charge = charge.id;
  intent.last_payment_error = structuredClone(problem.body);
  world.emit('charge.failed', charge);
  world.emit('payment_intent.payment_failed', intent);
  problem.body.payment_intent = structuredClone(intent);
  return problem;
}

function approve(
  world: World,
  intent: PaymentIntent,
  method: PaymentMethod,
  test: TestMethod,
  authenticated: boolean,
): void {
  const captured = intent.capture_method !== 'manual';
  const charge = insertCharge(world, intent, method, { kind: 'paid', captured, authenticated });
  const customer = intent.customer === null ? undefined : world.customers.find(intent.customer);
  if (intent.setup_future_usage !== null && customer) attachPaymentMethod(world, method, customer);
  intent.latest_charge = charge.id;
  intent.last_payment_error = null;
  intent.next_action = null;
  if (!captured) {
    moveTo(intent, 'requires_capture');
    intent.amount_capturable = intent.amount;
    world.emit('charge.succeeded', charge);
    world.emit('payment_intent.amount_capturable_updated', intent);
    return;
  }
  moveTo(intent, 'succeeded');
  intent.amount_received = intent.amount;
  if (intent.capture_method === 'automatic') settleCharge(world, charge);
  else world.after(ASYNC_SETTLEMENT_SECONDS, 'charge.settle', charge.id);
  world.emit('charge.succeeded', charge);
  world.emit('payment_intent.succeeded', intent);
  if (test.dispute) openDispute(world, charge, test.dispute.reason, test.dispute.inquiry === true);
}
