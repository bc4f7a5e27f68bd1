import { FRESH_ACTIONS } from '../../rules/action';
import { type Chunk, CHUNK_POSITIONS, CHUNK_WORDS, EMPTY_CHUNK } from '../bits/chunk';
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
  sumChunks([...rows.list, ...rows.acquire], columns);
  const hash = [0, 0];
  const mix = (value: number) => {
    for (const half of [0, 1]) {
      const mixed = Math.imul((hash[half] ?? 0) ^ value ^ (SEEDS[half] ?? 0), 0x85ebca6b + half * 2);
      hash[half] = mixed ^ (mixed >>> 15);
    }
  };
  FRESH_ACTIONS.forEach((action, number) => {
    rows[action].forEach((row, slot) => {
      let [count, first, second] = [0, 0, 0];
      for (const chunk of row) {
        if (chunk.sums === null) continue;
        count += chunk.count;
        first = (first + chunk.sums[0]) | 0;
        second = (second + chunk.sums[1]) | 0;
      }
      if (count > 0) [number, slot, count, first, second].forEach(mix);
    });
  });
  return hash.map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}

/** Chunk by chunk of positions: the hashes of its items are worked out once for all rows, and forgotten. */
function sumChunks(rows: readonly Row[], columns: ItemColumns): void {
  const length = Math.max(0, ...rows.map((row) => row.length));
  for (let index = 0; index < length; index++) {
    const open = new Set<Chunk>();
    for (const row of rows) {
      const chunk = row[index];
      if (chunk !== undefined && chunk !== EMPTY_CHUNK && chunk.sums === null) open.add(chunk);
    }
    if (open.size === 0) continue;
    const [first, second] = SEEDS.map((seed) => new ChunkHashes(columns, index, seed));
    if (first === undefined || second === undefined) return;
    for (const chunk of open) chunk.sums = [first.sumOf(chunk), second.sumOf(chunk)];
  }
}

class ChunkHashes {
  private readonly items = new Int32Array(CHUNK_POSITIONS);
  /** Of the 32 items of each word: where most are available, those that are not are fewer to look at. */
  private readonly totals = new Int32Array(CHUNK_WORDS);

  constructor(columns: ItemColumns, index: number, seed: number) {
    const base = index * CHUNK_POSITIONS;
    const end = Math.min(CHUNK_POSITIONS, columns.length - base);
    for (let item = 0; item < end; item++) {
      const hash = hashUuid(columns.ids, base + item, seed);
      this.items[item] = hash;
      this.totals[item >>> 5] = (this.totals[item >>> 5] ?? 0) + hash;
    }
  }

  sumOf({ words, denied }: Chunk): number {
    const { items, totals } = this;
    let sum = 0;
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const bits = (words[word] ?? 0) & ~(denied[word] ?? 0);
      if (bits === 0) continue;
      let part = 0;
      const isFull = popcount(bits) > 16;
      for (let rest = isFull ? ~bits : bits; rest !== 0; rest &= rest - 1) {
        part = (part + (items[word * 32 + lowestBit(rest)] ?? 0)) | 0;
      }
      sum = (sum + (isFull ? (totals[word] ?? 0) - part : part)) | 0;
    }
    return sum;
  }
}
