import type { Instant, Period } from '../../../domain';

/** The reason that edits which take others back give. */
export const REVERTED = 'reverts a change set';

/** An edit that takes another one back may say what it brings back: the rule that its new one stands for, or a paper. */
export type Restoring = { readonly restores?: string };

/** The spans that have not ended yet. */
export function running<Row extends { readonly valid: Period }>(spans: readonly Row[], now: Instant): Row[] {
  return spans.filter(({ valid }) => valid.until === null || valid.until > now);
}

/** The only span that has not ended, if it has begun: then the rule can be changed back under its own id. */
export function onlyRunning<Row extends { readonly valid: Period }>(
  spans: readonly Row[],
  now: Instant,
): Row | null {
  const [only = null, ...others] = running(spans, now);
  const hasBegun = only !== null && (only.valid.from === null || only.valid.from <= now);
  return hasBegun && others.length === 0 ? only : null;
}

/** What is left of a period: from when it is made anew, if it has begun by now. */
export function rest({ from, until }: Period, now: Instant): { from?: Date; until: Date | null } {
  const begins = from === null || from <= now ? {} : { from: new Date(from) };
  return { ...begins, until: until === null ? null : new Date(until) };
}
