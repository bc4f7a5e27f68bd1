import { unexpectedState } from '../../http/stripe-problem';
import type { IntentStatus, PaymentIntent } from '../../world/resources';

/** Where a PaymentIntent may go from each state (https://docs.stripe.com/payments/paymentintents/lifecycle). */
export const TRANSITIONS: Readonly<Record<IntentStatus, readonly IntentStatus[]>> = {
  requires_payment_method: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled'],
  requires_confirmation: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled'],
  requires_action: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled'],
  processing: ['requires_payment_method', 'succeeded'],
  requires_capture: ['succeeded', 'canceled'],
  succeeded: [],
  canceled: [],
}; // prettier-ignore

/** What a caller may ask of an intent, by the states that allow it. */
export const ALLOWED = {
  confirm: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  'change the amount of': ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  capture: ['requires_capture'],
  cancel: ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'],
  authenticate: ['requires_action'],
} as const satisfies Record<string, readonly IntentStatus[]>;

/** @throws StripeProblem 400 `payment_intent_unexpected_state` */
export function requireAllowed(intent: PaymentIntent, action: keyof typeof ALLOWED): void {
  const states: readonly IntentStatus[] = ALLOWED[action];
  if (!states.includes(intent.status)) {
    throw unexpectedState(
      intent,
      `You cannot ${action} this PaymentIntent because its status is ${intent.status}; it must be one of ${states.join(', ')}.`,
    );
  }
}

/** Moves an intent; a move that the table does not list is a mistake of the sandbox itself. */
export function moveTo(intent: PaymentIntent, status: IntentStatus): void {
  if (!TRANSITIONS[intent.status].includes(status)) {
    throw new Error(`PaymentIntent ${intent.id} cannot go from ${intent.status} to ${status}`);
  }
  intent.status = status;
}
