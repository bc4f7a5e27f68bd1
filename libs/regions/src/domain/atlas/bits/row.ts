import { type Chunk, CHUNK_POSITIONS, CHUNK_SHIFT, CHUNK_WORDS, EMPTY_CHUNK } from './chunk';
import { bitsBelow, bitsFrom, lowestBit, popcount } from './words';

/** The positions that are available in one market for one action. Chunks that are missing at its end are empty. */
export type Row = readonly Chunk[];

export const EMPTY_ROW: Row = [];

export function chunkOf(row: Row, index: number): Chunk {
  return row[index] ?? EMPTY_CHUNK;
}

export function rowHas(row: Row, position: number): boolean {
  const chunk = row[position >>> CHUNK_SHIFT];
  if (chunk === undefined) return false;
  const word = (position >>> 5) & (CHUNK_WORDS - 1);
  return ((((chunk.words[word] ?? 0) & ~(chunk.denied[word] ?? 0)) >>> (position & 31)) & 1) !== 0;
}

/** The first position of `[from, until)` that is in the row, or -1. */
export function nextInRow(row: Row, from: number, until: number): number {
  let position = from;
  while (position < until) {
    const chunk = row[position >>> CHUNK_SHIFT];
    const base = position & -CHUNK_POSITIONS;
    if (chunk !== undefined && chunk !== EMPTY_CHUNK) {
      const { words, denied } = chunk;
      let index = (position - base) >>> 5;
      let word = (words[index] ?? 0) & ~(denied[index] ?? 0) & bitsFrom(position & 31);
      while (word === 0 && ++index < CHUNK_WORDS) word = (words[index] ?? 0) & ~(denied[index] ?? 0);
      if (word !== 0) {
        const found = base + (index << 5) + lowestBit(word);
        return found < until ? found : -1;
      }
    }
    position = base + CHUNK_POSITIONS;
  }
  return -1;
}

/** How many positions of `[from, until)` are in the row. */
export function countInRow(row: Row, from: number, until: number): number {
  let count = 0;
  let position = from;
  while (position < until) {
    const chunk = chunkOf(row, position >>> CHUNK_SHIFT);
    const base = position & -CHUNK_POSITIONS;
    const end = Math.min(base + CHUNK_POSITIONS, until);
    if (chunk !== EMPTY_CHUNK) {
      count +=
        // Stryker disable next-line ConditionalExpression: counted word by word, it is the same
        position === base && end === base + CHUNK_POSITIONS
          ? chunk.count
          : countInWords(chunk, position - base, end - base);
    }
    position = end;
  }
  return count;
}

function countInWords({ words, denied }: Chunk, from: number, until: number): number {
  const last = (until - 1) >>> 5;
  let count = 0;
  for (let index = from >>> 5; index <= last; index++) {
    let word = (words[index] ?? 0) & ~(denied[index] ?? 0);
    if (index === from >>> 5) word &= bitsFrom(from & 31);
    if (index === last) word &= bitsBelow(((until - 1) & 31) + 1);
    count += popcount(word);
  }
  return count;
}
