/** How many bits of a 32-bit word are set. */
export function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The lowest set bit's number; the word must not be 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** The bits `from` to 31 of a word. */
export function bitsFrom(from: number): number {
  return -1 << from;
}

/** The bits below `until`, 1 to 32. */
export function bitsBelow(until: number): number {
  return -1 >>> (32 - until);
}

/** Calls back with the number of each set bit, ascending. */
export function forEachBit(words: Uint32Array, visit: (index: number) => void): void {
  for (let word = 0; word < words.length; word++) {
    for (let rest = words[word] ?? 0; rest !== 0; rest &= rest - 1) visit((word << 5) + lowestBit(rest));
  }
}

export function setBit(words: Uint32Array, index: number): void {
  words[index >>> 5] = (words[index >>> 5] ?? 0) | (1 << (index & 31));
}

export function hasBit(words: Uint32Array, index: number): boolean {
  return (((words[index >>> 5] ?? 0) >>> (index & 31)) & 1) !== 0;
}

/**
 * Turns 32 words of 32 bits around their diagonal, in place: bit `j` of word `i` becomes bit `i` of word `j`. Five
 * rounds of swapping halves, quarters and so on: some 80 steps instead of 1,024 (Warren, Hacker's Delight, 7-3).
 */
export function transpose32(words: Uint32Array): void {
  let mask = 0x0000ffff;
  for (let width = 16; width !== 0; width >>>= 1) {
    for (let k = 0; k < 32; k = (k + width + 1) & ~width) {
      const low = words[k] ?? 0;
      const high = words[k + width] ?? 0;
      const swap = ((low >>> width) ^ high) & mask;
      words[k] = low ^ (swap << width);
      words[k + width] = high ^ swap;
    }
    mask ^= mask << (width >>> 1);
  }
}
