import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import { CHUNK_POSITIONS, CHUNK_WORDS, EVERY_POSITION, NO_POSITION, sameWords } from '../bits/chunk';
import { bitsBelow, hasBit, setBit } from '../bits/words';
import { BlockWriter } from '../compile/block-writer';
import type { PositionColumns } from '../compile/position-classes';
import { NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import { SetTable } from '../sets/set-table';
import type { Kinds } from './kinds';

/** For each action and slot the positions of one chunk that the rules deny. Markets denied the same share one mask. */
export type ChunkDenials = Readonly<Record<FreshAction, readonly Uint32Array[]>>;

/** A kind with so many positions of a chunk has a mask of its own, and there cannot be more of them than 32. */
const DENSE = 1024;
const DENSE_MAX = CHUNK_POSITIONS / DENSE;
/** From here on working position by position costs less than adding up combinations of kinds. */
const KINDS_MAX = 256;

const NONE = -1;

/** Where the kinds of a chunk are, by their place in the list: a mask for those with many positions, a list for the others. */
interface KindPositions {
  readonly places: Int32Array;
  readonly lists: readonly (readonly number[])[];
}

interface SharedMask {
  readonly mask: Uint32Array;
  /** What it has been compared with last, and whether it was equal. */
  compared: Uint32Array | null;
  isEqual: boolean;
}

/** Works out what the rules deny in a chunk from the kinds of its positions: mostly a few, lying side by side. */
export class DenialWriter {
  private readonly column = new Int32Array(CHUNK_POSITIONS);
  private readonly masks = new Uint32Array(DENSE_MAX * CHUNK_WORDS);

  constructor(
    private readonly table: ItemTable,
    private readonly positions: PositionColumns,
    private readonly kinds: Kinds,
    private readonly classKinds: Int32Array,
  ) {}

  /** `before`: what the chunk had, to be given back where nothing is different. */
  write(index: number, before: ChunkDenials | null): ChunkDenials {
    const first = index * CHUNK_POSITIONS;
    const count = Math.min(CHUNK_POSITIONS, this.table.size - first);
    this.fillColumn(first, count);
    const present = this.presentKinds(count);
    // Stryker disable next-line ConditionalExpression: one mask for each combination, or position by position: the same positions
    const maskOf = present.length <= KINDS_MAX ? this.masksOfFew(present, count) : this.masksOfMany(count);
    const denials = { list: [] as Uint32Array[], acquire: [] as Uint32Array[] };
    let isSame = true;
    for (const action of FRESH_ACTIONS) {
      this.forEachSlot(action, present, (slot, denied) => {
        const old = before?.[action][slot] ?? null;
        let mask = denied ?? maskOf(action, slot, old);
        const list = denials.list[slot];
        // Many kinds make a mask for each action: equal ones are kept once.
        // Stryker disable next-line ConditionalExpression: shortcuts to the same mask
        if (denied === null && list !== undefined && mask !== list && sameWords(mask, list)) mask = list;
        if (mask !== old) isSame = false;
        denials[action].push(mask);
      });
    }
    return isSame ? (before ?? denials) : denials;
  }

  private fillColumn(first: number, count: number): void {
    const { column, classKinds, kinds } = this;
    const { klass } = this.positions;
    const { parent } = this.table.columns;
    // Stryker disable next-line EqualityOperator: what is behind the last position is not read
    for (let offset = 0; offset < count; offset++) {
      const kind = classKinds[klass[first + offset] ?? 0] ?? 0;
      const above = parent[first + offset] ?? NO_PARENT;
      column[offset] = above === NO_PARENT ? kind : kinds.both(kind, classKinds[klass[above] ?? 0] ?? 0);
    }
  }

  private presentKinds(count: number): number[] {
    const { column } = this;
    const seen = new Uint8Array(this.kinds.size);
    const present: number[] = [];
    let last = -1;
    for (let offset = 0; offset < count; offset++) {
      const kind = column[offset] ?? 0;
      // Stryker disable next-line ConditionalExpression: a kind that is listed twice says the same
      if (kind === last) continue;
      last = kind;
      // Stryker disable next-line ConditionalExpression: a kind that is listed twice says the same
      if (seen[kind] !== 0) continue;
      seen[kind] = 1;
      present.push(kind);
    }
    return present;
  }

  /** Calls back for each slot in order: with the mask where all kinds agree, with `null` where they do not. */
  private forEachSlot(
    action: FreshAction,
    present: readonly number[],
    visit: (slot: number, denied: Uint32Array | null) => void,
  ): void {
    const { width } = this.kinds;
    const sets = this.kinds.table[action];
    for (let block = 0; block < width; block++) {
      let [all, any] = [-1, 0];
      for (const kind of present) {
        const word = sets[kind * width + block] ?? 0;
        all &= word;
        any |= word;
      }
      for (let lane = 0; lane < 32; lane++) {
        const isAllowed = ((all >>> lane) & 1) !== 0;
        const isDenied = ((any >>> lane) & 1) === 0;
        visit(block * 32 + lane, isAllowed ? NO_POSITION : isDenied ? EVERY_POSITION : null);
      }
    }
  }

  /** One mask for each combination of kinds that deny: most markets have a combination in common with others. */
  private masksOfFew(present: readonly number[], count: number) {
    const { width } = this.kinds;
    const shared = new Map<number | string, SharedMask>();
    const denying = new Int32Array((present.length >>> 5) + 1);
    let positions: KindPositions | null = null;
    return (action: FreshAction, slot: number, old: Uint32Array | null): Uint32Array => {
      const sets = this.kinds.table[action];
      denying.fill(0);
      for (let local = 0; local < present.length; local++) {
        const word = sets[(present[local] ?? 0) * width + (slot >>> 5)] ?? 0;
        if (((word >>> (slot & 31)) & 1) === 0) setBit(denying, local);
      }
      // Stryker disable next-line ConditionalExpression: a number or its text
      const key = denying.length === 1 ? (denying[0] ?? 0) : denying.join(' ');
      let found = shared.get(key);
      if (found === undefined) {
        positions ??= this.positionsOf(present, count);
        // Stryker disable next-line BooleanLiteral: compared before it is asked
        found = { mask: this.unionOf(denying, positions), compared: null, isEqual: false };
        shared.set(key, found);
      }
      // Stryker disable next-line ConditionalExpression,LogicalOperator: a shortcut, since no mask of some kinds is like these
      if (old === null || old === NO_POSITION || old === EVERY_POSITION) return found.mask;
      // Stryker disable next-line ConditionalExpression: compared again, it is the same
      if (found.compared !== old) {
        found.compared = old;
        found.isEqual = sameWords(found.mask, old);
      }
      return found.isEqual ? old : found.mask;
    };
  }

  private positionsOf(present: readonly number[], count: number): KindPositions {
    const { column, masks } = this;
    const localOf = new Int32Array(this.kinds.size);
    present.forEach((kind, local) => (localOf[kind] = local));
    let dense = 0;
    let places: Int32Array;
    // So few kinds have room for a mask each, however many positions they have.
    // Stryker disable next-line ConditionalExpression,EqualityOperator: masks or lists: the same positions
    if (present.length <= DENSE_MAX) places = Int32Array.from(present, () => dense++ * CHUNK_WORDS);
    else {
      // Stryker disable ConditionalExpression,EqualityOperator,BlockStatement,LogicalOperator: masks or lists: the same positions
      const counts = new Int32Array(present.length);
      for (let offset = 0; offset < count; offset++) {
        const local = localOf[column[offset] ?? 0] ?? 0;
        // Stryker disable next-line ArithmeticOperator: masks or lists: the same positions
        counts[local] = (counts[local] ?? 0) + 1;
      }
      places = counts.map((number) => (number >= DENSE ? dense++ * CHUNK_WORDS : NONE));
      // Stryker restore ConditionalExpression,EqualityOperator,BlockStatement,LogicalOperator
    }
    masks.fill(0, 0, dense * CHUNK_WORDS);
    const lists = present.map((): number[] => []);
    for (let offset = 0; offset < count; offset++) {
      const local = localOf[column[offset] ?? 0] ?? 0;
      // Stryker disable next-line LogicalOperator: masks or lists: the same positions
      const place = places[local] ?? NONE;
      // Stryker disable next-line ConditionalExpression,OptionalChaining: masks or lists: the same positions
      if (place === NONE) lists[local]?.push(offset);
      else masks[place + (offset >>> 5)] = (masks[place + (offset >>> 5)] ?? 0) | (1 << (offset & 31));
    }
    return { places, lists };
  }

  private unionOf(denying: Int32Array, { places, lists }: KindPositions): Uint32Array {
    const union = new Uint32Array(CHUNK_WORDS);
    const { masks } = this;
    // Stryker disable next-line EqualityOperator: nothing denies that is not in the list
    for (let local = 0; local < places.length; local++) {
      if (!hasBit(denying, local)) continue;
      const place = places[local] ?? NONE;
      // Stryker disable next-line ArrayDeclaration: each of them has a list
      for (const offset of lists[local] ?? []) setBit(union, offset);
      if (place === NONE) continue;
      // Stryker disable next-line EqualityOperator: nothing is kept behind the end
      for (let word = 0; word < CHUNK_WORDS; word++)
        union[word] = (union[word] ?? 0) | (masks[place + word] ?? 0);
    }
    return union;
  }

  /** Where each publisher has rules of its own, the kinds of a chunk are many: then position by position, all markets at once. */
  private masksOfMany(count: number) {
    const { width } = this.kinds;
    const everywhere = SetTable.of(width, 1);
    everywhere.list.fill(-1);
    everywhere.acquire.fill(-1);
    const nothing = new Int32Array(CHUNK_POSITIONS);
    const writer = new BlockWriter(
      {
        selection: this.column,
        standing: nothing,
        parent: nothing.slice().fill(NO_PARENT),
        selections: this.kinds.table,
        standings: everywhere,
        parentStandings: everywhere,
      },
      new Uint32Array(width).fill(-1),
    );
    const mask = EVERY_POSITION.map((word, index) => {
      const below = count - index * 32;
      return below <= 0 ? 0 : word & bitsBelow(Math.min(below, 32));
    });
    writer.fill(mask, 0);
    return (action: FreshAction, slot: number, old: Uint32Array | null): Uint32Array => {
      const bits = writer.bitsOf(action, slot);
      const denied = mask.map((word, index) => word & ~(bits[index] ?? 0));
      return old !== null && sameWords(denied, old) ? old : denied;
    };
  }
}
