import type { Transitions } from '../state-machine';

/** `requested`: the amount is set aside. `submitted`: the provider has it. `failed`: the amount is refundable again. */
export const REFUND_STATES = ['requested', 'submitted', 'succeeded', 'failed'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** The same steps stand in the CHECK `refund_status`; a test holds the two equal. */
export const REFUND_TRANSITIONS: Transitions<RefundState> = {
  new: ['requested'],
  requested: ['submitted', 'succeeded', 'failed'],
  submitted: ['succeeded', 'failed'],
  // A bank may return the money after it was sent.
  succeeded: ['failed'],
  failed: [],
};

/** Whether a refund in this state still holds its amount without being at its end. */
export function isRefundOpen(state: RefundState): boolean {
  return state === 'requested' || state === 'submitted';
}
