import { CHUNK_WORDS, wordOf } from '../bits/chunk';
import { chunkOf, type Row } from '../bits/row';
import { lowestBit } from '../bits/words';

/** Calls back with each position of a mask that is in the one row and not in the other, ascending. */
export function forEachLost(
  before: Row,
  after: Row,
  mask: Uint32Array,
  visit: (position: number) => void,
): void {
  for (let index = 0; index < before.length; index++) {
    const [old, now] = [chunkOf(before, index), chunkOf(after, index)];
    // Stryker disable next-line ConditionalExpression: looked into, it has lost nothing
    if (old === now) continue;
    // Stryker disable next-line EqualityOperator: a word behind the end has nothing
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const at = index * CHUNK_WORDS + word;
      let lost = wordOf(old, word) & ~wordOf(now, word) & (mask[at] ?? 0);
      for (; lost !== 0; lost &= lost - 1) visit(at * 32 + lowestBit(lost));
    }
  }
}
