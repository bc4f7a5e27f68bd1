import { CHUNK_WORDS } from '../bits/chunk';
import { chunkOf, type Row } from '../bits/row';
import { lowestBit, popcount } from '../bits/words';

/** How many positions of a mask are in the row. */
export function countWithin(row: Row, mask: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < mask.length; word++) {
    const wanted = mask[word] ?? 0;
    if (wanted !== 0) count += popcount(wanted & wordOf(row, word));
  }
  return count;
}

/** Of the positions of a mask that are not in the row those with these numbers among them, which count from 0 and ascend. */
export function absentWithin(row: Row, mask: Uint32Array, numbers: readonly number[]): number[] {
  const found: number[] = [];
  let passed = 0;
  for (let word = 0; word < mask.length && found.length < numbers.length; word++) {
    let absent = (mask[word] ?? 0) & ~wordOf(row, word);
    const until = passed + popcount(absent);
    for (let number = passed; absent !== 0 && (numbers[found.length] ?? Infinity) < until; number++) {
      if (numbers[found.length] === number) found.push(word * 32 + lowestBit(absent));
      absent &= absent - 1;
    }
    passed = until;
  }
  return found;
}

function wordOf(row: Row, word: number): number {
  const { words, denied } = chunkOf(row, Math.floor(word / CHUNK_WORDS));
  const index = word % CHUNK_WORDS;
  return (words[index] ?? 0) & ~(denied[index] ?? 0);
}
