const FIRST_SECOND = Date.UTC(2020, 0, 1) / 1_000;

/**
 * Where an item stands in lists, newest first: the second of its first day in the store, counted from 2020, so that it fits into
 * 31 bits until 2088. The same in SQL: `shelf_rank`.
 */
export function shelfRank(firstSeen: Date): number {
  return Math.max(0, Math.floor(firstSeen.getTime() / 1_000) - FIRST_SECOND);
}
