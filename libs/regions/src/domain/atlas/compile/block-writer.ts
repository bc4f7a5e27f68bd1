import type { FreshAction } from '../../rules/action';
import { CHUNK_WORDS } from '../bits/chunk';
import { lowestBit, popcount, transpose32 } from '../bits/words';
import { NO_PARENT } from '../items/item-columns';
import type { SetTable } from '../sets/set-table';

/** What the bits of a position are made of: the columns say which sets of markets to intersect. */
export interface Ingredients {
  readonly selection: Int32Array;
  readonly standing: Int32Array;
  readonly parent: Int32Array;
  readonly selections: SetTable;
  readonly standings: SetTable;
  /** What the standing of an app means for the products inside it. */
  readonly parentStandings: SetTable;
}

/** From here on turning a block of 32 markets x 32 positions around costs less than picking single markets out of it. */
const TRANSPOSE_FROM = 6;
/** From market to market in the bits: not a power of two, or the same word of 32 markets would compete for one place of the cache. */
const STRIDE = CHUNK_WORDS + 16;

/**
 * The bits of one chunk of positions, by market. Sets are intersected position by position, all blocks of 32 markets at once,
 * so that each column and each set is fetched once; 32 positions later the blocks are turned around.
 */
export class BlockWriter {
  /** The blocks in which a market is asked for. */
  private readonly blocks: readonly number[];
  private readonly bits: Readonly<Record<FreshAction, Uint32Array>>;
  /** For each block 32 words, one for each position. */
  private readonly lanes: Readonly<Record<FreshAction, Uint32Array>>;

  constructor(
    private readonly of: Ingredients,
    private readonly asked: Uint32Array,
  ) {
    const { width } = of.selections;
    // Stryker disable next-line ConditionalExpression,MethodExpression: bits that nobody asked for are never read
    this.blocks = Array.from({ length: width }, (_, block) => block).filter((block) => asked[block] !== 0);
    const words = 32 * width;
    this.bits = { list: new Uint32Array(words * STRIDE), acquire: new Uint32Array(words * STRIDE) };
    this.lanes = { list: new Uint32Array(words), acquire: new Uint32Array(words) };
  }

  /** Positions that nobody asked for have any bits. Good until the next `fill`. */
  bitsOf(action: FreshAction, slot: number): Uint32Array {
    return this.bits[action].subarray(slot * STRIDE, slot * STRIDE + CHUNK_WORDS);
  }

  fill(mask: Uint32Array, chunk: number): void {
    // Stryker disable next-line EqualityOperator: nobody asks for what is behind the end
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const wanted = mask[word] ?? 0;
      // Stryker disable next-line ConditionalExpression: bits that nobody asked for are never read
      if (wanted === 0) continue;
      this.load((chunk * CHUNK_WORDS + word) * 32, wanted);
      for (const block of this.blocks) {
        const list = this.lanes.list.subarray(block * 32, block * 32 + 32);
        const acquire = this.lanes.acquire.subarray(block * 32, block * 32 + 32);
        const isSame = sameLanes(list, acquire);
        this.turn(list, this.bits.list, block, word);
        // Stryker disable next-line ConditionalExpression: copied or turned around: the same bits
        if (isSame) copyTurned(this.bits.list, this.bits.acquire, block, word);
        else this.turn(acquire, this.bits.acquire, block, word);
      }
    }
  }

  private turn(lanes: Uint32Array, bits: Uint32Array, block: number, word: number): void {
    const asked = this.asked[block] ?? 0;
    const base = block * 32 * STRIDE + word;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: one by one or turned around: the same bits
    if (popcount(asked) < TRANSPOSE_FROM) {
      for (let rest = asked; rest !== 0; rest &= rest - 1) {
        const lane = lowestBit(rest);
        let column = 0;
        // Stryker disable next-line EqualityOperator: behind the end there is no bit
        for (let row = 0; row < 32; row++) column |= (((lanes[row] ?? 0) >>> lane) & 1) << row;
        bits[base + lane * STRIDE] = column;
      }
    } else {
      transpose32(lanes);
      // Stryker disable next-line EqualityOperator: what is behind a block is written later
      for (let lane = 0; lane < 32; lane++) bits[base + lane * STRIDE] = lanes[lane] ?? 0;
    }
  }

  private load(first: number, wanted: number): void {
    const { selection, standing, parent, selections, standings, parentStandings } = this.of;
    const { list, acquire } = this.lanes;
    const { width } = selections;
    for (let rest = wanted; rest !== 0; rest &= rest - 1) {
      const lane = lowestBit(rest);
      const position = first + lane;
      const ofSelection = (selection[position] ?? 0) * width;
      const ofStanding = (standing[position] ?? 0) * width;
      for (const block of this.blocks) {
        list[block * 32 + lane] =
          (selections.list[ofSelection + block] ?? 0) & (standings.list[ofStanding + block] ?? 0);
        acquire[block * 32 + lane] =
          (selections.acquire[ofSelection + block] ?? 0) & (standings.acquire[ofStanding + block] ?? 0);
      }
      const above = parent[position] ?? NO_PARENT;
      if (above === NO_PARENT) continue;
      const aboveSelection = (selection[above] ?? 0) * width;
      const aboveStanding = (standing[above] ?? 0) * width;
      for (const block of this.blocks) {
        const index = block * 32 + lane;
        list[index] =
          (list[index] ?? 0) &
          (selections.list[aboveSelection + block] ?? 0) &
          (parentStandings.list[aboveStanding + block] ?? 0);
        acquire[index] =
          (acquire[index] ?? 0) &
          (selections.acquire[aboveSelection + block] ?? 0) &
          (parentStandings.acquire[aboveStanding + block] ?? 0);
      }
    }
  }
}

// Stryker disable next-line BlockStatement: copied or turned around: the same bits
function sameLanes(a: Uint32Array, b: Uint32Array): boolean {
  // Stryker disable next-line ConditionalExpression: copied or turned around: the same bits
  for (let lane = 0; lane < 32; lane++) if (a[lane] !== b[lane]) return false;
  return true;
}

function copyTurned(from: Uint32Array, to: Uint32Array, block: number, word: number): void {
  const base = block * 32 * STRIDE + word;
  // Stryker disable next-line EqualityOperator: what is behind a block is written later
  for (let index = base; index < base + 32 * STRIDE; index += STRIDE) to[index] = from[index] ?? 0;
}
