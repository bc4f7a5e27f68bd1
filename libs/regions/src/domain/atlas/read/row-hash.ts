import { FRESH_ACTIONS } from '../../rules/action';
import { type Chunk, CHUNK_POSITIONS, CHUNK_WORDS, EMPTY_CHUNK } from '../bits/chunk';
import { chunkOf, EMPTY_ROW } from '../bits/row';
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
  const hash = new Mixed();
  FRESH_ACTIONS.forEach((action, number) => {
    rows[action].forEach((row, slot) => {
      const total = new Total();
      for (const chunk of row) total.add(chunk, 1);
      if (total.count > 0) hash.mix([number, slot, ...total.numbers]);
    });
  });
  return hash.text;
}

/**
 * 16 hex digits that say which items are gained and lost in which slots, likewise whatever positions they hold: each row is the sum
 * of the hashes of what it gains less the sum of what it loses. Only chunks that are other ones are looked at.
 */
export function hashChange(before: Rows, after: Rows, columns: ItemColumns): string {
  const changed = FRESH_ACTIONS.flatMap((action, number) => {
    const slots = Math.max(before[action].length, after[action].length);
    // Stryker disable next-line MethodExpression: of a row that is as it was no piece is of interest
    return Array.from({ length: slots }, (_, slot) => {
      const [old, now] = [before[action][slot] ?? EMPTY_ROW, after[action][slot] ?? EMPTY_ROW];
      return { number, slot, old, now };
    }).filter(({ old, now }) => old !== now);
  }).map(({ old, now, ...row }) => {
    const indexes = Array.from({ length: Math.max(old.length, now.length) }, (_, index) => index);
    const pick = (from: typeof old, other: typeof old): Pieces =>
      indexes.map((index) => (chunkOf(from, index) === chunkOf(other, index) ? null : chunkOf(from, index)));
    return { ...row, old: pick(old, now), now: pick(now, old) };
  });
  sumChunks(
    changed.flatMap(({ old, now }) => [old, now]),
    columns,
  );
  const hash = new Mixed();
  for (const { number, slot, old, now } of changed) {
    const total = new Total();
    for (const chunk of now) total.add(chunk, 1);
    for (const chunk of old) total.add(chunk, -1);
    if (total.numbers.some((sum) => sum !== 0)) hash.mix([number, slot, ...total.numbers]);
  }
  return hash.text;
}

/** The chunks of a row; `null`: not of interest. */
type Pieces = readonly (Chunk | null)[];

/** The items of some chunks: how many, and the sums of their hashes. */
class Total {
  count = 0;
  private first = 0;
  private second = 0;

  add(chunk: Chunk | null, sign: 1 | -1): void {
    if (chunk === null || chunk.sums === null) return;
    this.count += sign * chunk.count;
    this.first = (this.first + sign * chunk.sums[0]) | 0;
    this.second = (this.second + sign * chunk.sums[1]) | 0;
  }

  get numbers(): number[] {
    return [this.count, this.first, this.second];
  }
}

class Mixed {
  private readonly halves = [0, 0];

  mix(values: readonly number[]): void {
    for (const value of values) {
      for (const half of [0, 1]) {
        const mixed = Math.imul((this.halves[half] ?? 0) ^ value ^ (SEEDS[half] ?? 0), 0x85ebca6b + half * 2);
        this.halves[half] = mixed ^ (mixed >>> 15);
      }
    }
  }

  get text(): string {
    return this.halves.map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** Chunk by chunk of positions: the hashes of its items are worked out once for all rows, and forgotten. */
function sumChunks(rows: readonly Pieces[], columns: ItemColumns): void {
  const length = Math.max(0, ...rows.map((row) => row.length));
  for (let index = 0; index < length; index++) {
    const open = new Set<Chunk>();
    for (const row of rows) {
      const chunk = row[index];
      if (chunk !== undefined && chunk !== null && chunk !== EMPTY_CHUNK && chunk.sums === null)
        open.add(chunk);
    }
    // Stryker disable next-line ConditionalExpression: hashes that nobody asked for are forgotten
    if (open.size === 0) continue;
    const first = new ChunkHashes(columns, index, SEEDS[0]);
    const second = new ChunkHashes(columns, index, SEEDS[1]);
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
      // Stryker disable next-line ConditionalExpression: a word without items adds nothing
      if (bits === 0) continue;
      let part = 0;
      // Stryker disable next-line ConditionalExpression,EqualityOperator: those that are there or those that are not: the same sum
      const isFull = popcount(bits) > 16;
      for (let rest = isFull ? ~bits : bits; rest !== 0; rest &= rest - 1) {
        part = (part + (items[word * 32 + lowestBit(rest)] ?? 0)) | 0;
      }
      sum = (sum + (isFull ? (totals[word] ?? 0) - part : part)) | 0;
    }
    return sum;
  }
}
