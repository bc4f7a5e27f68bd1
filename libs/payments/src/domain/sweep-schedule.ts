/** Minutes after the beginning of a payment or refund at which the provider is asked about it by ourselves; later daily. */
const WAITS_MS = [2, 3, 55, 24 * 60].map((minutes) => minutes * 60_000);

/**
 * When an open payment or refund is looked at: the first entry counted from its beginning, each following one from the
 * look before it (so 2 min, 5 min, 1 h, then daily).
 */
export function sweepTimes(now: Date): Date[] {
  return WAITS_MS.map((wait) => new Date(now.getTime() + wait));
}

/** The first look: late enough that a request which is still running has ended. */
export function firstSweep(now: Date): Date {
  return new Date(now.getTime() + (WAITS_MS[0] ?? 0));
}
