import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import { CHUNK_WORDS } from '../bits/chunk';
import { forEachBit } from '../bits/words';
import type { ActionSets } from '../sets/standing-markets';
import { BlockWriter, type Ingredients } from './block-writer';
import type { RowDraft } from './row-draft';

/** Works out the bits of the mask's positions in the asked markets, and writes them into the draft. */
export function evaluate(of: Ingredients, draft: RowDraft, mask: Uint32Array, markets: ActionSets): void {
  const asked = markets.list.map((word, index) => word | (markets.acquire[index] ?? 0));
  // Stryker disable next-line ConditionalExpression,ArrowFunction,MethodExpression,EqualityOperator: a shorter way to write nothing
  if (asked.every((word) => word === 0)) return;
  const writer = new BlockWriter(of, asked);
  forEachChunk(mask, (part, index) => {
    writer.fill(part, index);
    for (const action of FRESH_ACTIONS) {
      forEachBit(markets[action], (slot) =>
        draft.merge(action, slot, index, part, writer.bitsOf(action, slot)),
      );
    }
    forEachBit(asked, (slot) => draft.share(slot, index));
  });
}

/** Takes the mask's positions out of the asked markets. */
export function clear(draft: RowDraft, mask: Uint32Array, markets: ActionSets): void {
  const either = markets.list.map((word, index) => word | (markets.acquire[index] ?? 0));
  const isAsked = (action: FreshAction, slot: number) =>
    ((markets[action][slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;
  forEachChunk(mask, (part, index) => {
    forEachBit(either, (slot) => {
      draft.clear(slot, index, part, { list: isAsked('list', slot), acquire: isAsked('acquire', slot) });
    });
  });
}

/** Those that have a position in the mask; the last one padded, because reading behind an end is slow. */
function forEachChunk(mask: Uint32Array, visit: (part: Uint32Array, index: number) => void): void {
  // Stryker disable next-line EqualityOperator: behind the end there is no position
  for (let index = 0; index * CHUNK_WORDS < mask.length; index++) {
    let part = mask.subarray(index * CHUNK_WORDS, (index + 1) * CHUNK_WORDS);
    // Stryker disable next-line ConditionalExpression,ArrowFunction: a piece without a position is left as it is
    if (part.every((word) => word === 0)) continue;
    // Stryker disable next-line all: what is behind the end reads as nothing
    if (part.length < CHUNK_WORDS) {
      const padded = new Uint32Array(CHUNK_WORDS);
      padded.set(part);
      part = padded;
    }
    visit(part, index);
  }
}
