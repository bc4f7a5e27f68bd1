import type { Transitions } from '../state-machine';

/**
 * `pending`: placed, the provider not asked yet. `awaiting-payment`: the provider holds a payment for it. `paid`:
 * fulfilled. `failed`, `expired`: nothing was taken. `refunding`: a refund is on its way. `refund-failed`: money came
 * in for something that could not be granted, and could not be sent back; a person has to look.
 */
export const ORDER_STATES = [
  'pending',
  'awaiting-payment',
  'paid',
  'failed',
  'expired',
  'refunding',
  'partially-refunded',
  'refunded',
  'refund-failed',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** The same steps stand in the CHECK `customer_order_status`; a test holds the two equal. */
export const ORDER_TRANSITIONS: Transitions<OrderState> = {
  new: ['pending'],
  // Straight to `paid`: a free order, or a webhook that overtakes our own recording of the payment.
  pending: ['awaiting-payment', 'paid', 'refunding', 'failed', 'expired'],
  'awaiting-payment': ['paid', 'refunding', 'failed', 'expired'],
  paid: ['refunding'],
  // Money that arrives after the end is sent back.
  failed: ['refunding'],
  expired: ['refunding'],
  refunding: ['refunded', 'partially-refunded', 'paid', 'refund-failed'],
  'refund-failed': ['refunding'],
  // A bank may return a refund days after it succeeded.
  'partially-refunded': ['refunding', 'paid', 'refund-failed'],
  refunded: ['paid', 'partially-refunded', 'refund-failed'],
};

/** States in which a payment is still expected. */
export const OPEN_STATES: readonly OrderState[] = ['pending', 'awaiting-payment'];

/** States in which money may be sent back. */
export const REFUNDABLE_STATES: readonly OrderState[] = [
  'paid',
  'partially-refunded',
  'refunding',
  'refund-failed',
];

/** What an order has become once no refund of it is on its way any more. Amounts in minor units. */
export function stateAfterRefunds(order: {
  captured: bigint;
  refunded: bigint;
  fulfilled: boolean;
}): OrderState {
  if (order.refunded === order.captured) return 'refunded';
  if (order.refunded > 0n) return 'partially-refunded';
  return order.fulfilled ? 'paid' : 'refund-failed';
}
