/** Why a release stands where it stands in the queue of reviewers, the most urgent first. The codes are part of the API. */
export const REVIEW_PRIORITIES = {
  raised: 'Staff put it first, with a reason.',
  appeal: 'Its publisher appealed against a rejection.',
  'widely-held-update': 'An update of an app that many people own.',
  'first-release': 'The first release of an app.',
  update: 'An update.',
} as const;

export type ReviewPriority = keyof typeof REVIEW_PRIORITIES;
export const REVIEW_PRIORITY_CODES = Object.keys(REVIEW_PRIORITIES) as [ReviewPriority, ...ReviewPriority[]];

/** Accounts that own an app, from which on its updates are urgent. */
export const WIDELY_HELD = 1_000;
/** A reviewer who decides nothing for so long has let the release go: anybody may take it. */
export const REVIEW_IDLE_MS = 24 * 3_600_000;

/** The number that the queue is sorted by; 0 comes first. */
export function rankOf(priority: ReviewPriority): number {
  return REVIEW_PRIORITY_CODES.indexOf(priority);
}

export function priorityOfRank(rank: number): ReviewPriority {
  const priority = REVIEW_PRIORITY_CODES[rank];
  if (priority === undefined) throw new Error(`No priority has the rank ${rank}.`);
  return priority;
}

/** Where a submitted release comes into the queue. `holders`: accounts that own the app. */
export function priorityOf(app: { everLive: boolean; holders: number }): ReviewPriority {
  if (!app.everLive) return 'first-release';
  return app.holders >= WIDELY_HELD ? 'widely-held-update' : 'update';
}

/** What is said of a release in the queue, in a sentence. */
export function explainPriority(
  priority: ReviewPriority,
  holders: number,
  raiseReason: string | null,
): string {
  if (priority === 'raised') return `${REVIEW_PRIORITIES.raised} ${raiseReason ?? ''}`.trim();
  if (priority === 'widely-held-update')
    return `An update of an app that ${holders} accounts own (urgent from ${WIDELY_HELD}).`;
  return REVIEW_PRIORITIES[priority];
}

/** Whether a release that was taken then is free for others by now. */
export function isIdle(takenAt: Date, now: Date): boolean {
  return now.getTime() - takenAt.getTime() >= REVIEW_IDLE_MS;
}
