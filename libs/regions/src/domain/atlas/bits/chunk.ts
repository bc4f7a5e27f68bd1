import { popcount } from './words';

/** One chunk holds the bits of 32,768 positions in 4 KB: a change of one item copies that much of a row and no more. */
export const CHUNK_WORDS = 1024;
export const CHUNK_SHIFT = 15;
export const CHUNK_POSITIONS = 1 << CHUNK_SHIFT;

/** Denied positions of a chunk from which the rules take none, or all. */
export const NO_POSITION = new Uint32Array(CHUNK_WORDS);
export const EVERY_POSITION = new Uint32Array(CHUNK_WORDS).fill(-1);

/**
 * A piece of a row: the bits of `words` that are not in `denied`. Kept apart, because facts of a million items take megabytes
 * and are worked out item by item, while rules deny the same positions in many markets at once: then only `denied` is another
 * one. Never changed once it is part of a row; rows, actions and atlases share equal ones.
 */
export class Chunk {
  private counted = -1;
  /** Filled by `row-hash.ts`: the sums of the hashes of the items in it. */
  sums: readonly [number, number] | null = null;

  constructor(
    readonly words: Uint32Array,
    readonly denied: Uint32Array = NO_POSITION,
  ) {}

  get count(): number {
    if (this.counted < 0) {
      const { words, denied } = this;
      let count = 0;
      for (let word = 0; word < CHUNK_WORDS; word++)
        count += popcount((words[word] ?? 0) & ~(denied[word] ?? 0));
      this.counted = count;
    }
    return this.counted;
  }
}

export const EMPTY_CHUNK = new Chunk(NO_POSITION);

/** 32 positions of a chunk. */
export function wordOf({ words, denied }: Chunk, word: number): number {
  return (words[word] ?? 0) & ~(denied[word] ?? 0);
}

export function sameWords(a: Uint32Array, b: Uint32Array): boolean {
  for (let word = 0; word < CHUNK_WORDS; word++) if (a[word] !== b[word]) return false;
  return true;
}
