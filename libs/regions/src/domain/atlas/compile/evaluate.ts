import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import { CHUNK_WORDS } from '../bits/chunk';
import { forEachBit, lowestBit, popcount, transpose32 } from '../bits/words';
import { NO_PARENT } from '../items/item-columns';
import type { RowDraft } from './row-draft';
import type { SetTable } from '../sets/set-table';
import type { ActionSets } from '../sets/standing-markets';

/** What the bits of a position are made of: the columns say which sets of markets to intersect. */
export interface Ingredients {
  readonly klass: Int32Array;
  readonly selection: Int32Array;
  readonly standing: Int32Array;
  readonly parent: Int32Array;
  readonly classes: SetTable;
  readonly selections: SetTable;
  readonly standings: SetTable;
  /** What the standing of an app means for the products inside it. */
  readonly parentStandings: SetTable;
}

/** From here on turning a block of 32 markets x 32 positions around costs less than picking single markets out of it. */
const TRANSPOSE_FROM = 6;

/** Positions are in words of 32; whole chunks of them, the last one padded. */
export function maskChunk(mask: Uint32Array, index: number): Uint32Array {
  const part = mask.subarray(index * CHUNK_WORDS, (index + 1) * CHUNK_WORDS);
  if (part.length === CHUNK_WORDS) return part;
  const padded = new Uint32Array(CHUNK_WORDS);
  padded.set(part);
  return padded;
}

/** Works out the bits of the mask's positions in the asked markets, and writes them into the draft. */
export function evaluate(of: Ingredients, draft: RowDraft, mask: Uint32Array, markets: ActionSets): void {
  const block = { list: new BlockWriter('list', of), acquire: new BlockWriter('acquire', of) };
  const chunks = Math.ceil(mask.length / CHUNK_WORDS);
  for (let index = 0; index < chunks; index++) {
    const part = maskChunk(mask, index);
    if (part.every((word) => word === 0)) continue;
    for (let word = 0; word < of.classes.width; word++) {
      const asked = { list: markets.list[word] ?? 0, acquire: markets.acquire[word] ?? 0 };
      for (const action of FRESH_ACTIONS) {
        if (asked[action] === 0) continue;
        block[action].fill(part, index, word, asked[action]);
        forEachBit(Uint32Array.of(asked[action]), (lane) => {
          draft.merge(action, word * 32 + lane, index, part, block[action].bitsOf(lane));
        });
      }
      forEachBit(Uint32Array.of(asked.list | asked.acquire), (lane) => draft.share(word * 32 + lane, index));
    }
  }
}

/** Takes the mask's positions out of the asked markets. */
export function clear(draft: RowDraft, mask: Uint32Array, markets: ActionSets): void {
  const chunks = Math.ceil(mask.length / CHUNK_WORDS);
  const either = markets.list.map((word, index) => word | (markets.acquire[index] ?? 0));
  for (let index = 0; index < chunks; index++) {
    const part = maskChunk(mask, index);
    if (part.every((word) => word === 0)) continue;
    forEachBit(either, (slot) => {
      const isAsked = (action: FreshAction) =>
        ((markets[action][slot >>> 5] ?? 0) & (1 << (slot & 31))) !== 0;
      draft.clear(slot, index, part, { list: isAsked('list'), acquire: isAsked('acquire') });
    });
  }
}

/** The bits of one chunk of positions in 32 markets. */
class BlockWriter {
  private readonly lanes = new Uint32Array(32);
  private readonly bits = new Uint32Array(32 * CHUNK_WORDS);

  constructor(
    private readonly action: FreshAction,
    private readonly of: Ingredients,
  ) {}

  bitsOf(lane: number): Uint32Array {
    return this.bits.subarray(lane * CHUNK_WORDS, (lane + 1) * CHUNK_WORDS);
  }

  fill(mask: Uint32Array, chunk: number, block: number, asked: number): void {
    const { lanes, bits } = this;
    const few = popcount(asked) < TRANSPOSE_FROM;
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const wanted = mask[word] ?? 0;
      if (wanted === 0) continue;
      this.load((chunk * CHUNK_WORDS + word) * 32, wanted, block);
      if (few) {
        for (let rest = asked; rest !== 0; rest &= rest - 1) {
          const lane = lowestBit(rest);
          let column = 0;
          for (let row = 0; row < 32; row++) column |= (((lanes[row] ?? 0) >>> lane) & 1) << row;
          bits[lane * CHUNK_WORDS + word] = column;
        }
      } else {
        transpose32(lanes);
        for (let lane = 0; lane < 32; lane++) bits[lane * CHUNK_WORDS + word] = lanes[lane] ?? 0;
      }
    }
  }

  /** What is left in the lanes of positions that nobody asked for is masked out later. */
  private load(first: number, wanted: number, block: number): void {
    const { klass, selection, standing, parent, classes, selections, standings, parentStandings } = this.of;
    const { action, lanes } = this;
    const { width } = classes;
    const ofClass = classes[action];
    const ofSelection = selections[action];
    const ofStanding = standings[action];
    for (let rest = wanted; rest !== 0; rest &= rest - 1) {
      const lane = lowestBit(rest);
      const position = first + lane;
      let word =
        (ofClass[(klass[position] ?? 0) * width + block] ?? 0) &
        (ofSelection[(selection[position] ?? 0) * width + block] ?? 0) &
        (ofStanding[(standing[position] ?? 0) * width + block] ?? 0);
      const above = parent[position] ?? NO_PARENT;
      if (above !== NO_PARENT) {
        word &=
          (ofClass[(klass[above] ?? 0) * width + block] ?? 0) &
          (ofSelection[(selection[above] ?? 0) * width + block] ?? 0) &
          (parentStandings[action][(standing[above] ?? 0) * width + block] ?? 0);
      }
      lanes[lane] = word;
    }
  }
}
