import { popcount } from './words';

/** One chunk holds the bits of 32,768 positions in 4 KB: a change of one item copies that much of a row and no more. */
export const CHUNK_WORDS = 1024;
export const CHUNK_SHIFT = 15;
export const CHUNK_POSITIONS = 1 << CHUNK_SHIFT;

/** A piece of a row. Never changed once it is part of one; rows, actions and atlases share equal ones. */
export class Chunk {
  private counted = -1;
  /** Filled by `row-hash.ts`: the sums of the hashes of the items in it. */
  sums: readonly [number, number] | null = null;

  constructor(readonly words: Uint32Array) {}

  get count(): number {
    if (this.counted < 0) {
      let count = 0;
      for (const word of this.words) count += popcount(word);
      this.counted = count;
    }
    return this.counted;
  }
}

export const EMPTY_CHUNK = new Chunk(new Uint32Array(CHUNK_WORDS));

export function sameWords(a: Uint32Array, b: Uint32Array): boolean {
  for (let word = 0; word < CHUNK_WORDS; word++) if (a[word] !== b[word]) return false;
  return true;
}
