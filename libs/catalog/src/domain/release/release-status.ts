import { DomainError } from '@portolan/platform';

/**
 * The life of a release. Each status with those that may follow it: this table and the constraint
 * `release_transition` are the same list (a test compares them).
 *
 * `in-review` goes back to `submitted` when its reviewer gives it back, `rejected` when an appeal is granted.
 * `staged`: out for a part of its track, by share or by market; the live release serves the others.
 * `live`: out for everybody on its track.
 * `halted`: taken out of delivery by the publisher. Those who have it keep it. In the place of a live one steps the
 * newest earlier release that everybody had, which goes from `superseded` back to `live`, or nothing if there is none.
 */
export const RELEASE_TRANSITIONS = {
  draft: ['submitted'],
  submitted: ['in-review'],
  'in-review': ['submitted', 'approved', 'rejected'],
  approved: ['staged', 'live'],
  rejected: ['submitted'],
  staged: ['live', 'halted', 'superseded'],
  live: ['superseded', 'halted'],
  superseded: ['live'],
  halted: ['staged', 'live'],
} as const satisfies Record<string, readonly string[]>;

export type ReleaseStatus = keyof typeof RELEASE_TRANSITIONS;
export const RELEASE_STATUSES = Object.keys(RELEASE_TRANSITIONS) as ReleaseStatus[];

export function mayBecome(from: ReleaseStatus, to: ReleaseStatus): boolean {
  const next: readonly string[] = RELEASE_TRANSITIONS[from];
  return next.includes(to);
}

/** @throws DomainError `release-status-conflict` (409), naming the status it has and those it may take. */
export function checkTransition(from: ReleaseStatus, to: ReleaseStatus): void {
  if (!mayBecome(from, to)) throw statusConflict(from, to);
}

/** The refusal of a step: `wish` is the status or the verb that was asked for. */
export function statusConflict(from: ReleaseStatus, wish: string): DomainError {
  return new DomainError(
    'conflict',
    'release-status-conflict',
    `A release that is ${from} cannot be ${wish}.`,
    {
      extra: { releaseStatus: from, mayBecome: RELEASE_TRANSITIONS[from] },
    },
  );
}
