import type { FreshAction } from '../../rules/action';
import { type Chunk, CHUNK_WORDS, EMPTY_CHUNK, wordOf } from '../bits/chunk';
import { chunkOf, EMPTY_ROW, type Row } from '../bits/row';
import { lowestBit, popcount } from '../bits/words';
import type { Rows } from '../compile/row-draft';

/**
 * Questions about the positions of one mask (a bit for each position) in many rows. Chunks that the mask takes whole, or that have
 * nothing, are not looked into, and one that two actions share is counted once.
 */
export class Within {
  /** How many positions the mask has. */
  readonly size: number;
  private readonly sizes: readonly number[];
  private readonly isWhole: readonly boolean[];
  private readonly counted = new Map<Chunk, number>();
  private slot = -1;

  /** @param alive every position that may be in a row */
  constructor(
    private readonly rows: Rows,
    private readonly mask: Uint32Array,
    alive: Uint32Array,
  ) {
    // Stryker disable next-line ArithmeticOperator: pieces behind the end have nothing
    const count = Math.ceil(mask.length / CHUNK_WORDS);
    this.sizes = Array.from({ length: count }, (_, index) =>
      pieceOf(mask, index).reduce((sum, word) => sum + popcount(word), 0),
    );
    this.size = this.sizes.reduce((sum, size) => sum + size, 0);
    this.isWhole = this.sizes.map((_, index) => {
      const words = pieceOf(mask, index);
      // Stryker disable next-line ConditionalExpression: counted word by word, it is the same
      return pieceOf(alive, index).every((word, at) => (word & ~(words[at] ?? 0)) === 0);
    });
  }

  /** How many of them are available. */
  count(action: FreshAction, slot: number): number {
    const row = this.row(action, slot);
    return this.sizes.reduce((count, _, index) => count + this.countIn(row, index), 0);
  }

  /** Of those that are not available the ones with these numbers among them, which count from 0 and ascend. */
  absent(action: FreshAction, slot: number, numbers: readonly number[]): number[] {
    const row = this.row(action, slot);
    const found: number[] = [];
    let passed = 0;
    for (let index = 0; index < this.sizes.length && found.length < numbers.length; index++) {
      const until = passed + (this.sizes[index] ?? 0) - this.countIn(row, index);
      if ((numbers[found.length] ?? Infinity) < until) this.find(row, index, passed, numbers, found);
      passed = until;
    }
    return found;
  }

  private row(action: FreshAction, slot: number): Row {
    // Chunks are shared by the actions of a market, and by markets no more than by chance.
    // Stryker disable next-line ConditionalExpression,EqualityOperator: counted again, it is the same
    if (slot !== this.slot) this.counted.clear();
    this.slot = slot;
    return this.rows[action][slot] ?? EMPTY_ROW;
  }

  private countIn(row: Row, index: number): number {
    const chunk = chunkOf(row, index);
    // Stryker disable next-line ConditionalExpression,LogicalOperator: counted word by word, it is the same
    if (chunk === EMPTY_CHUNK || this.sizes[index] === 0) return 0;
    // Stryker disable next-line ConditionalExpression: counted word by word, it is the same
    if (this.isWhole[index] === true) return chunk.count;
    let count = this.counted.get(chunk);
    if (count === undefined) {
      count = 0;
      // Stryker disable next-line EqualityOperator: a word behind the end has nothing
      for (let word = 0; word < CHUNK_WORDS; word++)
        count += popcount(this.wanted(index, word) & wordOf(chunk, word));
      this.counted.set(chunk, count);
    }
    return count;
  }

  /** Adds to `found` those of a chunk; `passed`: how many there are before it. */
  private find(row: Row, index: number, passed: number, numbers: readonly number[], found: number[]): void {
    const chunk = chunkOf(row, index);
    let number = passed;
    for (let word = 0; word < CHUNK_WORDS && found.length < numbers.length; word++) {
      let absent = this.wanted(index, word) & ~wordOf(chunk, word);
      const until = number + popcount(absent);
      for (; absent !== 0 && (numbers[found.length] ?? Infinity) < until; absent &= absent - 1) {
        if (numbers[found.length] === number)
          found.push((index * CHUNK_WORDS + word) * 32 + lowestBit(absent));
        number++;
      }
      number = until;
    }
  }

  private wanted(index: number, word: number): number {
    return this.mask[index * CHUNK_WORDS + word] ?? 0;
  }
}

/** The words of a mask that are of one chunk. */
function pieceOf(mask: Uint32Array, index: number): Uint32Array {
  return mask.subarray(index * CHUNK_WORDS, (index + 1) * CHUNK_WORDS);
}
