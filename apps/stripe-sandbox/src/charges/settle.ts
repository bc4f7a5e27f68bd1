import { book, feeFor, SETTLEMENT_DELAY } from '../balance/book';
import { behaviourOf } from '../payment-methods/payment-methods';
import type { Charge } from '../world/resources';
import type { World } from '../world/world';

/** Books a captured charge on the balance, once. */
export function settleCharge(world: World, charge: Charge): void {
  if (charge.balance_transaction !== null || !charge.captured || charge.status !== 'succeeded') return;
  const card = charge.payment_method_details?.type === 'card';
  const bypass =
    charge.payment_method !== null && behaviourOf(world, charge.payment_method).bypassPending === true;
  const transaction = book(world, {
    type: card ? 'charge' : 'payment',
    reportingCategory: 'charge',
    amount: charge.amount_captured,
    fee: feeFor(charge.amount_captured, charge.currency),
    currency: charge.currency,
    source: charge.id,
    description: charge.description,
    availableOn: world.clock.now() + (bypass ? 0 : SETTLEMENT_DELAY),
  });
  charge.balance_transaction = transaction.id;
}

/**
 * The later settlement of `automatic_async`: the charge is announced without its balance
 * transaction, which follows with `charge.updated`.
 */
export function settleLater(world: World, chargeId: string): void {
  const charge = world.charges.get(chargeId);
  if (charge.balance_transaction !== null) return;
  settleCharge(world, charge);
  world.emit('charge.updated', charge, { balance_transaction: null });
}
