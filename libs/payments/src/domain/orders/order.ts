import type { Money } from '@portolan/platform';
import { OPEN_STATES, type OrderState } from './order-states';

/** What was bought, frozen when the order was placed. */
export interface OrderLine {
  id: string;
  itemId: string;
  kind: 'app' | 'device';
  title: string;
  publisherId: string;
  amount: bigint;
  taxInclusive: boolean;
}

/** One purchase by one account in one market and one currency. Amounts in minor units of `total.currency`. */
export interface Order {
  id: string;
  accountId: string;
  idempotencyKey: string;
  fingerprint: string;
  market: string;
  /** The market that devices are sent to; null: not stated. */
  shipTo: string | null;
  /** Of the buyer, when the order was placed: what they do with it afterwards is their own affair. */
  homeMarket: string | null;
  total: Money;
  captured: bigint;
  /** Refunds on their way included. */
  refunded: bigint;
  status: OrderState;
  paymentId: string | null;
  decidedEpoch: number;
  placedAt: Date;
  expiresAt: Date;
  fulfilledAt: Date | null;
  lines: OrderLine[];
}

/** How long a payment is waited for. */
export const ORDER_LIFETIME_MS = 60 * 60 * 1_000;

/** Items in one order at most. */
export const LINES_MAX = 20;

export function isOpen(order: Order): boolean {
  return OPEN_STATES.includes(order.status);
}

/** What a paid order gives its buyer to own. Devices are shipped, not owned here. */
export function ownedItemsOf(order: { lines: readonly Pick<OrderLine, 'kind' | 'itemId'>[] }): string[] {
  return order.lines.filter((line) => line.kind === 'app').map((line) => line.itemId);
}

/**
 * What makes two baskets the same: the text that a fingerprint is taken of. The order of the items does not matter.
 */
export function basketText(market: string, itemIds: readonly string[], shipTo: string | null): string {
  return JSON.stringify([market, [...itemIds].sort(), ...(shipTo === null ? [] : [shipTo])]);
}
