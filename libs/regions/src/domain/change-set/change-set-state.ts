/**
 * `suspended`: it was due, and what it would have done was no longer what was approved. `reverted`: another set took
 * its effect back.
 */
export const CHANGE_SET_STATES = [
  'draft',
  'previewed',
  'awaiting-approval',
  'approved',
  'scheduled',
  'applied',
  'suspended',
  'cancelled',
  'reverted',
] as const;
export type ChangeSetState = (typeof CHANGE_SET_STATES)[number];

const NEXT: Readonly<Record<ChangeSetState, readonly ChangeSetState[]>> = {
  draft: ['draft', 'previewed', 'cancelled'],
  previewed: ['draft', 'previewed', 'awaiting-approval', 'scheduled', 'applied', 'cancelled'],
  'awaiting-approval': ['draft', 'previewed', 'approved', 'cancelled'],
  approved: ['draft', 'previewed', 'scheduled', 'applied', 'cancelled'],
  scheduled: ['applied', 'suspended', 'cancelled'],
  suspended: ['draft', 'previewed', 'cancelled'],
  applied: ['reverted'],
  cancelled: [],
  reverted: [],
};

export function mayBecome(from: ChangeSetState, to: ChangeSetState): boolean {
  return NEXT[from].includes(to);
}
