/** A moment in time: milliseconds since 1970-01-01T00:00:00Z. Never a local time. */
export type Instant = number;

/** A half-open span `[from, until)`; `null` is unbounded on that side. */
export interface Period {
  readonly from: Instant | null;
  readonly until: Instant | null;
}

export const ALWAYS: Period = { from: null, until: null };

export function inPeriod(period: Period, at: Instant): boolean {
  return (period.from === null || period.from <= at) && (period.until === null || at < period.until);
}

/** The span in which both hold; may be empty (`until <= from`), and then no instant is in it. */
export function overlapOf(a: Period, b: Period): Period {
  return {
    from: a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from),
    until: a.until === null ? b.until : b.until === null ? a.until : Math.min(a.until, b.until),
  };
}
