import { invalidRule } from '../../errors';
import { type FreshAction, FRESH_ACTIONS } from '../../rules/action';
import { type Chunk, CHUNK_POSITIONS, CHUNK_WORDS } from '../bits/chunk';
import { chunkOf, EMPTY_ROW } from '../bits/row';
import { bitsBelow, bitsFrom, lowestBit, popcount } from '../bits/words';
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

/** How much of which category a pair of chunks differs in. */
interface ChunkCount {
  readonly category: string;
  readonly gained: number;
  readonly lost: number;
}

/** What becomes of the same items from one atlas to another. @throws DomainError `atlases-differ-in-items`. */
export function diffStates(before: AtlasState, after: AtlasState): AtlasDiff {
  if (before.table.columns !== after.table.columns || before.table.size !== after.table.size)
    throw invalidRule('atlases-differ-in-items', 'Only atlases of the same items can be compared.');
  return new Comparison(before.table).run(before, after);
}

class Comparison {
  /** A path of `null`: items that are in no order. */
  private readonly parts: readonly (Span & { readonly path: string | null })[];
  private readonly gained = new Set<number>();
  private readonly lost = new Set<number>();
  /** List and acquire mostly share their chunks: the second pair of a slot is often the first one again. */
  private counted: { before: Chunk; after: Chunk; counts: ChunkCount[] } | null = null;

  constructor(private readonly table: ItemTable) {
    const newcomers = { path: null, start: table.sorted, end: table.columns.capacity };
    this.parts = [...table.categories.own, newcomers];
  }

  run(before: AtlasState, after: AtlasState): AtlasDiff {
    const cells: DiffCell[] = [];
    const slots = Math.max(
      ...FRESH_ACTIONS.flatMap((action) => [before, after].map(({ rows }) => rows[action].length)),
    );
    for (let slot = 0; slot < slots; slot++) {
      const pairs = new Map<number, Map<FreshAction, ChunkCount[]>>();
      for (let index = 0; index * CHUNK_POSITIONS < this.table.size; index++) {
        const counts = new Map<FreshAction, ChunkCount[]>();
        for (const action of FRESH_ACTIONS) {
          const a = chunkOf(before.rows[action][slot] ?? EMPTY_ROW, index);
          const b = chunkOf(after.rows[action][slot] ?? EMPTY_ROW, index);
          if (a !== b) counts.set(action, this.compare(a, b, index));
        }
        if (counts.size > 0) pairs.set(index, counts);
      }
      for (const action of FRESH_ACTIONS) {
        const chunks = [...pairs.values()].map((counts) => counts.get(action) ?? []);
        cells.push(...this.cellsOf(slot, action, chunks.flat()));
      }
    }
    return { cells, firstGained: [...this.gained], firstLost: [...this.lost] };
  }

  private cellsOf(slot: number, action: FreshAction, counts: readonly ChunkCount[]): DiffCell[] {
    const byCategory = new Map<string, { gained: number; lost: number }>();
    for (const { category, gained, lost } of counts) {
      const sum = byCategory.get(category);
      if (sum === undefined) byCategory.set(category, { gained, lost });
      else {
        sum.gained += gained;
        sum.lost += lost;
      }
    }
    return [...byCategory].map(([category, sum]) => ({ slot, action, category, ...sum }));
  }

  private compare(before: Chunk, after: Chunk, index: number): ChunkCount[] {
    if (this.counted?.before === before && this.counted.after === after) return this.counted.counts;
    const counts: ChunkCount[] = [];
    const base = index * CHUNK_POSITIONS;
    const end = Math.min(base + CHUNK_POSITIONS, this.table.size);
    for (let part = this.partAt(base); part < this.parts.length; part++) {
      const span = this.parts[part];
      if (span === undefined || span.start >= end) break;
      const from = Math.max(span.start, base) - base;
      const until = Math.min(span.end, end) - base;
      if (from < until) this.count(before, after, from, until, base, span.path, counts);
    }
    this.counted = { before, after, counts };
    return counts;
  }

  private count(
    a: Chunk,
    b: Chunk,
    from: number,
    until: number,
    base: number,
    category: string | null,
    counts: ChunkCount[],
  ): void {
    const [first, last] = [from >>> 5, (until - 1) >>> 5];
    let [gained, lost] = [0, 0];
    let isNoting = this.gained.size < FIRST_MAX || this.lost.size < FIRST_MAX;
    for (let word = first; word <= last && word < CHUNK_WORDS; word++) {
      const old = (a.words[word] ?? 0) & ~(a.denied[word] ?? 0);
      let changed = old ^ ((b.words[word] ?? 0) & ~(b.denied[word] ?? 0));
      if (word === first) changed &= bitsFrom(from & 31);
      if (word === last) changed &= bitsBelow(((until - 1) & 31) + 1);
      if (changed === 0) continue;
      const taken = changed & old;
      // Most changes go one way: one count for a word instead of two.
      if (taken !== 0) lost += popcount(taken);
      if (taken !== changed) gained += popcount(changed ^ taken);
      if (!isNoting) continue;
      note(this.lost, taken, base + word * 32);
      note(this.gained, changed ^ taken, base + word * 32);
      isNoting = this.gained.size < FIRST_MAX || this.lost.size < FIRST_MAX;
    }
    if (gained + lost === 0) return;
    if (category !== null) counts.push({ category, gained, lost });
    else this.countNewcomers(a, b, from, until, base, counts);
  }

  /** Behind the sorted items each one may be of another category; they are few. */
  private countNewcomers(
    a: Chunk,
    b: Chunk,
    from: number,
    until: number,
    base: number,
    counts: ChunkCount[],
  ): void {
    for (let bit = from; bit < until; bit++) {
      const [old, now] = [a, b].map(({ words, denied }) => {
        return (((words[bit >>> 5] ?? 0) & ~(denied[bit >>> 5] ?? 0)) >>> (bit & 31)) & 1;
      });
      if (old === now) continue;
      counts.push({ category: this.table.categoryOf(base + bit), gained: now ?? 0, lost: old ?? 0 });
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

function note(first: Set<number>, bits: number, base: number): void {
  for (let rest = bits; rest !== 0 && first.size < FIRST_MAX; rest &= rest - 1)
    first.add(base + lowestBit(rest));
}
