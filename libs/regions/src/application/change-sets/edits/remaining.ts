import type { Instant, Period } from '../../../domain';

/** The reason that edits which take others back give. */
export const REVERTED = 'reverts a change set';

/** The spans that have not ended yet. */
export function running<Row extends { readonly valid: Period }>(spans: readonly Row[], now: Instant): Row[] {
  return spans.filter(({ valid }) => valid.until === null || valid.until > now);
}

/** What is left of a period: from when it is made anew, if it has begun by now. */
export function rest({ from, until }: Period, now: Instant): { from?: Date; until: Date | null } {
  const begins = from === null || from <= now ? {} : { from: new Date(from) };
  return { ...begins, until: until === null ? null : new Date(until) };
}
