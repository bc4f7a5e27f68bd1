import { DomainError } from '@portolan/platform';
import type { Order } from '../orders/order';
import { REFUNDABLE_STATES } from '../orders/order-states';

/** How long a consumer may change their mind about an app without anybody deciding. */
export const CONSUMER_REFUND_WINDOW_MS = 48 * 60 * 60 * 1_000;

/**
 * The amount that may be refunded of an order. Consumers: apps only, in full, within the window. Staff: any part of what
 * is left.
 * @param amount minor units; null: everything that is left
 * @throws DomainError `refund-window-closed`, `refund-needs-support`, `refund-partial-not-allowed`,
 *   `refund-exceeds-payment`, `order-not-refundable` (each 409), `refund-amount-invalid` (422)
 */
export function refundableAmount(
  order: Order,
  by: 'consumer' | 'staff',
  amount: bigint | null,
  now: Date,
): bigint {
  const conflict = (code: string, detail: string) => new DomainError('conflict', code, detail);
  if (amount !== null && amount <= 0n) {
    throw new DomainError('invalid', 'refund-amount-invalid', 'A refund is more than nothing.');
  }
  if (!REFUNDABLE_STATES.includes(order.status) && order.status !== 'refunded')
    throw conflict('order-not-refundable', `The order is ${order.status}; no payment of it can be refunded.`);
  const left = order.captured - order.refunded;
  const wanted = amount ?? left;
  if (left === 0n || wanted > left)
    throw conflict('refund-exceeds-payment', 'There is not that much left to refund.');
  if (by === 'staff') return wanted;
  if (order.lines.some((line) => line.kind !== 'app'))
    throw conflict('refund-needs-support', 'An order with devices is refunded by the support staff.');
  if (wanted !== order.captured)
    throw conflict('refund-partial-not-allowed', 'You can only be refunded in full; ask the support staff.');
  const since = order.fulfilledAt?.getTime();
  if (since === undefined || now.getTime() >= since + CONSUMER_REFUND_WINDOW_MS)
    throw conflict(
      'refund-window-closed',
      'The time to return this purchase is over; ask the support staff.',
    );
  return wanted;
}
