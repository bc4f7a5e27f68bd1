import { type FreshAction, FRESH_ACTIONS } from '../../rules/action';
import { type Chunk, CHUNK_WORDS, EMPTY_CHUNK } from '../bits/chunk';
import type { Row } from '../bits/row';
import { lowestBit, popcount } from '../bits/words';
import type { Rows } from '../compile/row-draft';
import type { ItemColumns } from '../items/item-columns';
import { hashUuid } from '../items/uuid-words';

const SEEDS = [0x243f6a88, 0x13198a2e] as const;

/**
 * 16 hex digits that say which items are available in which slots, whatever positions they hold and however the rows came
 * about: each row is the sum of its items' hashes. Kept with each chunk, so that after a change only new chunks are summed.
 */
export function hashRows(rows: Rows, columns: ItemColumns): string {
  const hash = [0, 0];
  const mix = (value: number) => {
    for (const half of [0, 1]) {
      const mixed = Math.imul((hash[half] ?? 0) ^ value ^ (SEEDS[half] ?? 0), 0x85ebca6b + half * 2);
      hash[half] = mixed ^ (mixed >>> 15);
    }
  };
  const row = (action: FreshAction, slot: number, chunks: Row) => {
    const sums = sumsOf(chunks, columns);
    if (sums.count === 0) return;
    [FRESH_ACTIONS.indexOf(action), slot, sums.count, sums.first, sums.second].forEach(mix);
  };
  for (const action of FRESH_ACTIONS) rows[action].forEach((chunks, slot) => row(action, slot, chunks));
  return hash.map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

function sumsOf(row: Row, columns: ItemColumns): { count: number; first: number; second: number } {
  const sums = { count: 0, first: 0, second: 0 };
  row.forEach((chunk, index) => {
    if (chunk === EMPTY_CHUNK) return;
    chunk.sums ??= chunkSums(chunk, columns, index);
    sums.count += chunk.count;
    sums.first = (sums.first + chunk.sums[0]) | 0;
    sums.second = (sums.second + chunk.sums[1]) | 0;
  });
  return sums;
}

/** Of the 32 items of a word those that are not set are fewer where most are available. */
function chunkSums({ words }: Chunk, columns: ItemColumns, index: number): [number, number] {
  const hashes = hashesOf(columns);
  let [first, second] = [0, 0];
  for (let word = 0; word < CHUNK_WORDS; word++) {
    const bits = words[word] ?? 0;
    if (bits === 0) continue;
    const isFull = popcount(bits) > 16;
    const base = index * CHUNK_WORDS + word;
    if (isFull) {
      first += hashes.totals[base * 2] ?? 0;
      second += hashes.totals[base * 2 + 1] ?? 0;
    }
    const sign = isFull ? -1 : 1;
    for (let rest = isFull ? ~bits : bits; rest !== 0; rest &= rest - 1) {
      const position = base * 32 + lowestBit(rest);
      if (position >= columns.length) continue;
      first += sign * hashUuid(columns.ids, position, SEEDS[0]);
      second += sign * hashUuid(columns.ids, position, SEEDS[1]);
    }
    first |= 0;
    second |= 0;
  }
  return [first, second];
}

interface Hashes {
  /** For each word of positions the sums over all of them. */
  readonly totals: Float64Array;
  readonly length: number;
}

const known = new WeakMap<ItemColumns, Hashes>();

function hashesOf(columns: ItemColumns): Hashes {
  const hashes = known.get(columns);
  if (hashes?.length === columns.length) return hashes;
  const totals = new Float64Array(columns.capacity >>> 4);
  for (let position = 0; position < columns.length; position++) {
    const base = (position >>> 5) * 2;
    totals[base] = (totals[base] ?? 0) + hashUuid(columns.ids, position, SEEDS[0]);
    totals[base + 1] = (totals[base + 1] ?? 0) + hashUuid(columns.ids, position, SEEDS[1]);
  }
  const made = { totals, length: columns.length };
  known.set(columns, made);
  return made;
}
