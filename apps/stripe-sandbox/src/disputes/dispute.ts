import { book } from '../balance/book';
import { settleCharge } from '../charges/settle';
import { refused } from '../http/stripe-problem';
import type { Charge, Dispute } from '../world/resources';
import type { World } from '../world/world';

const DAY = 24 * 3600;
const TIME_TO_ANSWER = 9 * DAY;
const DISPUTE_FEE = 1500;

const NO_EVIDENCE: Dispute['evidence'] = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** Opens a dispute over the whole charge. Unless it is a mere inquiry, the money leaves at once. */
export function openDispute(world: World, charge: Charge, reason: string, inquiry: boolean): Dispute {
  const dispute = world.disputes.insert({
    id: world.ids.next('du'),
    object: 'dispute',
    amount: charge.amount_captured,
    balance_transactions: [],
    charge: charge.id,
    created: world.clock.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: structuredClone(NO_EVIDENCE),
    evidence_details: {
      due_by: world.clock.now() + TIME_TO_ANSWER,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  });
  charge.disputed = true;
  world.emit('charge.dispute.created', dispute);
  if (!inquiry) {
    settleCharge(world, charge);
    move(world, dispute, -dispute.amount, DISPUTE_FEE);
    world.emit('charge.dispute.funds_withdrawn', dispute);
  }
  return dispute;
}

/** How a dispute may end, by the state it is in. */
const ENDINGS: Record<string, { won: Dispute['status']; lost: Dispute['status'] }> = {
  needs_response: { won: 'won', lost: 'lost' },
  under_review: { won: 'won', lost: 'lost' },
  warning_needs_response: { won: 'warning_closed', lost: 'warning_closed' },
  warning_under_review: { won: 'warning_closed', lost: 'warning_closed' },
};

/** @throws StripeProblem 400 when the dispute has ended already */
export function endingsOf(dispute: Dispute): { won: Dispute['status']; lost: Dispute['status'] } {
  const endings = ENDINGS[dispute.status];
  if (!endings) throw refused(`The dispute ${dispute.id} is closed already: ${dispute.status}`);
  return endings;
}

/** Ends a dispute; a win brings the disputed amount back, not the fee. */
export function closeDispute(world: World, dispute: Dispute, result: 'won' | 'lost'): Dispute {
  dispute.status = endingsOf(dispute)[result];
  if (dispute.status === 'won') {
    move(world, dispute, dispute.amount, 0);
    world.emit('charge.dispute.funds_reinstated', dispute);
  }
  world.emit('charge.dispute.closed', dispute);
  return dispute;
}

function move(world: World, dispute: Dispute, amount: number, fee: number): void {
  const transaction = book(world, {
    type: 'adjustment',
    reportingCategory: amount < 0 ? 'dispute' : 'dispute_reversal',
    amount,
    fee,
    currency: dispute.currency,
    source: dispute.id,
    description: `Dispute of ${String(dispute.charge)}`,
    availableOn: world.clock.now(),
  });
  dispute.balance_transactions.push(transaction);
}
