import { invalidRule } from '../../errors';
import { type FreshAction, FRESH_ACTIONS } from '../../rules/action';
import {
  type Chunk,
  CHUNK_POSITIONS,
  CHUNK_WORDS,
  EMPTY_CHUNK,
  EVERY_POSITION,
  NO_POSITION,
} from '../bits/chunk';
import { chunkOf, EMPTY_ROW } from '../bits/row';
import { countBoth, hasBit, lowestBit } from '../bits/words';
import type { AtlasState } from '../compile/atlas-state';
import type { Span } from '../items/category-tree';
import type { ItemTable } from '../items/item-table';

/** How many items a change gives to a market and takes from it, of one category (without those below it). */
export interface DiffCell {
  readonly slot: number;
  readonly action: FreshAction;
  readonly category: string;
  readonly gained: number;
  readonly lost: number;
}

export interface AtlasDiff {
  /** Only what changes, by slot, action and category. */
  readonly cells: readonly DiffCell[];
  /** Positions that become available somewhere, in the order of market, action and position: the first 20 of them. */
  readonly firstGained: readonly number[];
  readonly firstLost: readonly number[];
}

const FIRST_MAX = 20;

/** What becomes of the same items from one atlas to another. @throws DomainError `atlases-differ-in-items`. */
export function diffStates(before: AtlasState, after: AtlasState): AtlasDiff {
  refuseOtherItems(before, after);
  return new Comparison(before.table).run(before, after);
}

/** @throws DomainError `atlases-differ-in-items`. */
export function refuseOtherItems(before: AtlasState, after: AtlasState): void {
  if (before.table.columns !== after.table.columns || before.table.size !== after.table.size)
    throw invalidRule('atlases-differ-in-items', 'Only atlases of the same items can be compared.');
}

/** What is gained and lost between two chunks with the same words: masks to count those words with. */
interface Masks {
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  /** `null`: no position at all. */
  readonly gained: Uint32Array | null;
  readonly lost: Uint32Array | null;
}

class Comparison {
  /** The last one: items that are in no order. */
  private readonly parts: readonly Span[];
  private readonly names: string[];
  private readonly numbers = new Map<string, number>();
  private readonly first = { gained: new Set<number>(), lost: new Set<number>() };
  /** By category, for one slot and action. */
  // Stryker disable ArrayDeclaration: begun anew for each row
  private gained: number[] = [];
  private lost: number[] = [];
  // Stryker restore ArrayDeclaration
  /** Of one chunk: the same denials meet in many markets. */
  private masks: Masks[][] = [];

  constructor(private readonly table: ItemTable) {
    const newcomers = { start: table.sorted, end: table.columns.capacity };
    this.parts = [...table.categories.own, newcomers];
    this.names = table.categories.own.map(({ path }) => path);
    this.names.forEach((path, number) => this.numbers.set(path, number));
  }

  run(before: AtlasState, after: AtlasState): AtlasDiff {
    const cells: DiffCell[] = [];
    const rows = [before, after].flatMap((state) => FRESH_ACTIONS.map((action) => state.rows[action].length));
    // Stryker disable next-line ArithmeticOperator: pieces behind the end have nothing
    const chunks = Math.ceil(this.table.size / CHUNK_POSITIONS);
    for (let slot = 0; slot < Math.max(...rows); slot++) {
      for (const action of FRESH_ACTIONS) {
        const old = before.rows[action][slot] ?? EMPTY_ROW;
        const now = after.rows[action][slot] ?? EMPTY_ROW;
        if (old === now) continue;
        this.gained = this.names.map(() => 0);
        this.lost = this.names.map(() => 0);
        for (let index = 0; index < chunks; index++)
          this.compare(chunkOf(old, index), chunkOf(now, index), index);
        this.names.forEach((category, number) => {
          const [gained, lost] = [this.gained[number] ?? 0, this.lost[number] ?? 0];
          if (gained + lost > 0) cells.push({ slot, action, category, gained, lost });
        });
      }
    }
    return { cells, firstGained: [...this.first.gained], firstLost: [...this.first.lost] };
  }

  private compare(before: Chunk, after: Chunk, index: number): void {
    // Stryker disable ConditionalExpression,LogicalOperator,EqualityOperator: shorter ways to the same counts
    if (before === after || (before.words === after.words && before.denied === after.denied)) return;
    if (before === EMPTY_CHUNK)
      this.count(after.words, this.masksOf(EVERY_POSITION, after.denied, index), index);
    else if (after === EMPTY_CHUNK)
      this.count(before.words, this.masksOf(before.denied, EVERY_POSITION, index), index);
    else if (before.words === after.words)
      this.count(before.words, this.masksOf(before.denied, after.denied, index), index);
    // Stryker restore ConditionalExpression,LogicalOperator,EqualityOperator
    else this.countFacts(before, after, index);
  }

  /** Where facts are other ones, too, each word has masks of its own. */
  private countFacts(before: Chunk, after: Chunk, index: number): void {
    const masks = { gained: new Uint32Array(CHUNK_WORDS), lost: new Uint32Array(CHUNK_WORDS) };
    for (let word = 0; word < CHUNK_WORDS; word++) {
      const old = (before.words[word] ?? 0) & ~(before.denied[word] ?? 0);
      const now = (after.words[word] ?? 0) & ~(after.denied[word] ?? 0);
      masks.gained[word] = now & ~old;
      masks.lost[word] = old & ~now;
    }
    this.count(EVERY_POSITION, masks, index);
  }

  private masksOf(before: Uint32Array, after: Uint32Array, index: number): Masks {
    const known = (this.masks[index] ??= []);
    let found = known.find((masks) => masks.before === before && masks.after === after);
    // Stryker disable next-line ConditionalExpression: found again, they are the same
    if (found === undefined) {
      found = { before, after, gained: difference(before, after), lost: difference(after, before) };
      known.push(found);
    }
    return found;
  }

  private count(words: Uint32Array, { gained, lost }: Pick<Masks, 'gained' | 'lost'>, index: number): void {
    const base = index * CHUNK_POSITIONS;
    const end = Math.min(base + CHUNK_POSITIONS, this.table.size);
    if (gained !== null) note(this.first.gained, words, gained, base);
    if (lost !== null) note(this.first.lost, words, lost, base);
    for (let part = this.partAt(base); part < this.parts.length; part++) {
      const span = this.parts[part];
      if (span === undefined || span.start >= end) break;
      const from = Math.max(span.start, base) - base;
      const until = Math.min(span.end, end) - base;
      if (from >= until) continue;
      if (part === this.parts.length - 1) {
        if (gained !== null) this.countNewcomers(this.gained, words, gained, from, until, base);
        if (lost !== null) this.countNewcomers(this.lost, words, lost, from, until, base);
      } else {
        if (gained !== null)
          this.gained[part] = (this.gained[part] ?? 0) + countBoth(words, gained, from, until);
        if (lost !== null) this.lost[part] = (this.lost[part] ?? 0) + countBoth(words, lost, from, until);
      }
    }
  }

  /** Behind the sorted items each one may be of another category; they are few. */
  private countNewcomers(
    counts: number[],
    words: Uint32Array,
    mask: Uint32Array,
    from: number,
    until: number,
    base: number,
  ): void {
    for (let bit = from; bit < until; bit++) {
      if (!hasBit(words, bit) || !hasBit(mask, bit)) continue;
      const path = this.table.categoryOf(base + bit);
      let number = this.numbers.get(path);
      if (number === undefined) {
        number = this.names.push(path) - 1;
        this.numbers.set(path, number);
      }
      counts[number] = (counts[number] ?? 0) + 1;
    }
  }

  private partAt(position: number): number {
    let [low, high] = [0, this.parts.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.parts[middle]?.end ?? Infinity) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The positions that are in the first and not in the second; `null`: none. */
function difference(a: Uint32Array, b: Uint32Array): Uint32Array | null {
  // Stryker disable next-line ConditionalExpression: a shorter way to the same
  if (a === b || a === NO_POSITION || b === EVERY_POSITION) return null;
  // Stryker disable next-line ConditionalExpression: a shorter way to the same
  if (b === NO_POSITION) return a;
  const found = new Uint32Array(CHUNK_WORDS);
  let any = 0;
  for (let word = 0; word < CHUNK_WORDS; word++) {
    const left = (a[word] ?? 0) & ~(b[word] ?? 0);
    found[word] = left;
    any |= left;
  }
  return any === 0 ? null : found;
}

function note(first: Set<number>, words: Uint32Array, mask: Uint32Array, base: number): void {
  for (let word = 0; word < CHUNK_WORDS && first.size < FIRST_MAX; word++) {
    let rest = (words[word] ?? 0) & (mask[word] ?? 0);
    for (; rest !== 0 && first.size < FIRST_MAX; rest &= rest - 1)
      first.add(base + word * 32 + lowestBit(rest));
  }
}
