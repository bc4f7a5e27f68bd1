import { book } from '../balance/book';
import { settleCharge } from '../charges/settle';
import { refused } from '../http/stripe-problem';
import { behaviourOf } from '../payment-methods/payment-methods';
import { checkStep, formatAmount } from '../world/currencies';
import type { Charge, Refund } from '../world/resources';
import type { World } from '../world/world';

/** How long a pending refund takes, and after how long a failing one fails. */
const REFUND_SECONDS = 60;

/** The states of a refund and where each may go. */
const TRANSITIONS: Readonly<Record<string, readonly string[]>> = {
  pending: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: [],
};

export interface RefundRequest {
  amount: number | undefined;
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | undefined;
  metadata: Record<string, string>;
}

/**
 * Refunds a charge. What is refunded and what is pending together never exceed what was captured.
 * @throws StripeProblem 400 for a charge that cannot be refunded, or not that much
 */
export function createRefund(world: World, charge: Charge, request: RefundRequest): Refund {
  if (!charge.paid || !charge.captured)
    throw refused(`The charge ${charge.id} took no money that could be refunded.`);
  if (charge.refunded)
    throw refused(`The charge ${charge.id} has been refunded already.`, 'charge_already_refunded');
  if (charge.disputed && !isRefundable(world, charge)) {
    throw refused(`The charge ${charge.id} is disputed and cannot be refunded.`, 'charge_disputed');
  }
  const remaining = charge.amount_captured - charge.amount_refunded;
  const amount = request.amount ?? remaining;
  checkStep(amount, charge.currency);
  if (amount > remaining) {
    const [wanted, left] = [formatAmount(amount, charge.currency), formatAmount(remaining, charge.currency)];
    throw refused(`The refund of ${wanted} is more than the ${left} not yet refunded.`, undefined, 'amount');
  }
  settleCharge(world, charge);
  const behaviour = behaviourOf(world, charge.payment_method ?? '').refund;
  const refund = insertRefund(world, charge, amount, request, behaviour === 'pending-then-succeeds');
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  world.emit('refund.created', refund);
  world.emit('charge.refunded', charge);
  if (behaviour === 'pending-then-succeeds') world.after(REFUND_SECONDS, 'refund.succeed', refund.id);
  if (behaviour === 'fails-later') world.after(REFUND_SECONDS, 'refund.fail', refund.id);
  return refund;
}

/** The bank has confirmed a pending refund. */
export function succeedRefund(world: World, refundId: string): void {
  const refund = world.refunds.get(refundId);
  if (!move(refund, 'succeeded')) return;
  announce(world, refund, 'pending');
}

/** The bank has sent the money back: it returns to the balance, and the charge can be refunded again. */
export function failRefund(world: World, refundId: string): void {
  const refund = world.refunds.get(refundId);
  const previous = refund.status;
  if (!move(refund, 'failed')) return;
  const charge = world.charges.get(refund.charge ?? '');
  refund.failure_reason = 'unknown';
  refund.failure_balance_transaction = book(world, {
    type: 'refund_failure',
    reportingCategory: 'refund_failure',
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: 'Refund failure',
    availableOn: world.clock.now(),
  }).id;
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  world.emit('refund.failed', refund);
  announce(world, refund, previous);
}

function move(refund: Refund, status: string): boolean {
  if (!TRANSITIONS[refund.status ?? '']?.includes(status)) return false;
  refund.status = status;
  return true;
}

function announce(world: World, refund: Refund, previous: string | null): void {
  world.emit('refund.updated', refund, { status: previous });
  world.emit('charge.refund.updated', refund, { status: previous });
}

/** A disputed charge is refundable only while every dispute of it is a mere inquiry. */
function isRefundable(world: World, charge: Charge): boolean {
  return world.disputes
    .where((dispute) => dispute.charge === charge.id)
    .every((dispute) => dispute.is_charge_refundable);
}

function insertRefund(
  world: World,
  charge: Charge,
  amount: number,
  request: RefundRequest,
  pending: boolean,
): Refund {
  const id = world.ids.next('re');
  const card = charge.payment_method_details?.type === 'card';
  const transaction = book(world, {
    type: card ? 'refund' : 'payment_refund',
    reportingCategory: 'refund',
    amount: -amount,
    fee: 0,
    currency: charge.currency,
    source: id,
    description:
      charge.description === null ? 'REFUND FOR CHARGE' : `REFUND FOR CHARGE (${charge.description})`,
    availableOn: world.clock.now(),
  });
  return world.refunds.insert({
    id,
    object: 'refund',
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: world.clock.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: card
      ? {
          type: 'card',
          card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
        }
      : { type: 'us_bank_transfer' },
    metadata: request.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  });
}
