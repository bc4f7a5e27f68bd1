import { MARKET_SLOTS } from './market';

const WORDS = MARKET_SLOTS / 32;

/** A set of slots as a bitset; the same layout as a row of the compiled atlas. */
export type MarketSet = Uint32Array;

export function emptyMarketSet(): MarketSet {
  return new Uint32Array(WORDS);
}

export function addSlot(set: MarketSet, slot: number): void {
  set[slot >>> 5] = (set[slot >>> 5] ?? 0) | (1 << (slot & 31));
}

export function hasSlot(set: MarketSet, slot: number): boolean {
  return ((set[slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;
}

export function addAll(set: MarketSet, other: MarketSet): void {
  // Stryker disable next-line EqualityOperator: what is written behind the end of a set is lost
  for (let word = 0; word < WORDS; word++) set[word] = (set[word] ?? 0) | (other[word] ?? 0);
}

export function removeAll(set: MarketSet, other: MarketSet): void {
  // Stryker disable next-line EqualityOperator: what is written behind the end of a set is lost
  for (let word = 0; word < WORDS; word++) set[word] = (set[word] ?? 0) & ~(other[word] ?? 0);
}

export function intersection(a: MarketSet, b: MarketSet): MarketSet {
  const both = emptyMarketSet();
  // Stryker disable next-line EqualityOperator: what is written behind the end of a set is lost
  for (let word = 0; word < WORDS; word++) both[word] = (a[word] ?? 0) & (b[word] ?? 0);
  return both;
}

export function slotCount(set: MarketSet): number {
  let count = 0;
  // Stryker disable next-line EqualityOperator: there is no slot behind the last
  for (let slot = 0; slot < MARKET_SLOTS; slot++) if (hasSlot(set, slot)) count++;
  return count;
}
