import type { Instant } from '../period';

/** Ascending and without doubles; unbounded ends are left out. */
export function sortedInstants(instants: Iterable<Instant | null>): Instant[] {
  const unique = new Set<Instant>();
  for (const instant of instants) if (instant !== null) unique.add(instant);
  return [...unique].sort((a, b) => a - b);
}

/** How many boundaries lie at or before the instant: the number of the segment it is in. */
export function segmentAt(boundaries: readonly Instant[], at: Instant): number {
  let low = 0;
  let high = boundaries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((boundaries[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One instant inside each segment, segment 0 being before the first boundary. */
export function segmentProbes(boundaries: readonly Instant[]): Instant[] {
  return [(boundaries[0] ?? 0) - 1, ...boundaries];
}
