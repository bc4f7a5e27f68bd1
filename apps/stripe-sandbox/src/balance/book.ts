import { exponentOf } from '../world/currencies';
import type { BalanceTransaction } from '../world/resources';
import type { World } from '../world/world';

const DAY = 24 * 3600;
/** Card money becomes available two days later. */
export const SETTLEMENT_DELAY = 2 * DAY;

/** One movement on the account's balance, in the currency of the payment (nothing is converted). */
export interface Movement {
  type: BalanceTransaction['type'];
  reportingCategory: string;
  /** Signed: what comes in is positive. */
  amount: number;
  /** What Stripe keeps; lowers the net amount. */
  fee: number;
  currency: string;
  source: string;
  description: string | null;
  availableOn: number;
}

/** Stripe's price for a payment here: 2.9 % (half up) plus 0.30, or 30 units of a currency without decimals. */
export function feeFor(amount: number, currency: string): number {
  const fixed = exponentOf(currency) === 3 ? 300 : 30;
  return Math.min(amount, Math.floor((amount * 29 + 500) / 1000) + fixed);
}

/** Books a movement and returns it. */
export function book(world: World, movement: Movement): BalanceTransaction {
  const { fee, currency } = movement;
  const feeDetails = [
    { amount: fee, application: null, currency, description: 'Processing fee', type: 'stripe_fee' },
  ];
  return world.balanceTransactions.insert({
    id: world.ids.next('txn'),
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: movement.availableOn,
    balance_type: 'payments',
    created: world.clock.now(),
    currency,
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : feeDetails,
    net: movement.amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: movement.availableOn <= world.clock.now() ? 'available' : 'pending',
    type: movement.type,
  });
}

/** Marks what the clock has made available since. */
export function settleBalance(world: World): void {
  const now = world.clock.now();
  for (const row of world.balanceTransactions.where(
    (one) => one.status === 'pending' && one.available_on <= now,
  )) {
    row.status = 'available';
  }
}
