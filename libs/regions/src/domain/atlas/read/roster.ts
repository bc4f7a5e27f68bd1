import { categoryLineage, isWithinCategory } from '../../item/category-path';
import type { Item } from '../../item/item';
import { hasBit, setBit } from '../bits/words';
import type { Selection } from '../items/item-record';
import type { ItemTable } from '../items/item-table';
import { compareUuids, writeUuid } from '../items/uuid-words';

export interface RosterQuestion {
  /** With everything below it; `null`: every category. */
  readonly category: string | null;
  /** The last item that is known already. */
  readonly after: { readonly category: string; readonly itemId: string } | null;
  readonly limit: number;
}

/** What is sorted at once: some milliseconds. */
const RUN = 16_384;

/** Every item there is, whether it is available anywhere or not. */
export class Roster {
  constructor(private readonly table: ItemTable) {}

  /** The categories that have items at or below them, in the order of their texts. */
  categories(): string[] {
    const found = new Set<string>();
    for (const path of this.paths(null))
      if (this.hasItems(path)) for (const one of categoryLineage(path)) found.add(one);
    return [...found].sort();
  }

  categoryOf(position: number): string {
    return this.table.categoryOf(position);
  }

  /** As `decide` takes it; past dates of its facts are not told apart any more. */
  item(position: number): Item {
    return this.table.item(position);
  }

  /** Those of positions `[from, until)`. */
  *items(from: number, until: number): Generator<Item> {
    const end = Math.min(until, this.table.size);
    for (let position = from; position < end; position++)
      if (!hasBit(this.table.dead, position)) yield this.item(position);
  }

  /** What its publisher says about the single item. */
  selectionsOf(position: number): readonly Selection[] {
    const { columns, profiles } = this.table;
    return profiles.selections.at(columns.selection[position] ?? 0);
  }

  /** A bit for each of these positions. */
  maskOf(positions: Iterable<number>): Uint32Array {
    const mask = new Uint32Array(this.table.dead.length);
    for (const position of positions) setBit(mask, position);
    return mask;
  }

  /** A bit for each position whose item is in the category or below it. */
  mask(category: string): Uint32Array {
    const mask = new Uint32Array(this.table.dead.length);
    for (const path of this.paths(category)) this.forEachIn(path, (position) => setBit(mask, position));
    return mask;
  }

  /**
   * Positions by category, as texts, and id. The cost: a look at each item of the categories that the page shows.
   * @throws DomainError `invalid-item-id`.
   */
  page({ category, after, limit }: RosterQuestion): number[] {
    const { ids } = this.table.columns;
    const last = new Uint32Array(4);
    if (after !== null) writeUuid(after.itemId, last, 0);
    const found: number[] = [];
    for (const path of this.paths(category)) {
      // Stryker disable next-line ConditionalExpression,EqualityOperator: a full page takes no more
      if (found.length >= limit) break;
      if (after !== null && path < after.category) continue;
      const isCut = path === after?.category;
      const first = new First(limit - found.length, (a, b) => compareUuids(ids, a, ids, b));
      this.forEachIn(path, (position) => {
        if (!isCut || compareUuids(ids, position, last, 0) > 0) first.offer(position);
      });
      found.push(...first.kept);
    }
    return found;
  }

  /** The positions of one category, without those below it, in pieces of which each is sorted by id. */
  *sortedRuns(path: string): Generator<Int32Array> {
    const { ids } = this.table.columns;
    const positions: number[] = [];
    this.forEachIn(path, (position) => positions.push(position));
    for (let start = 0; start < positions.length; start += RUN)
      yield Int32Array.from(positions.slice(start, start + RUN)).sort((a, b) => compareUuids(ids, a, ids, b));
  }

  /** Sorted pieces as one. */
  *merged(runs: readonly Int32Array[]): Generator<number> {
    const { ids } = this.table.columns;
    const places = runs.map(() => 0);
    for (;;) {
      let best = -1;
      let run = -1;
      // Stryker disable next-line EqualityOperator: there is none behind the last
      for (let other = 0; other < runs.length; other++) {
        const position = runs[other]?.[places[other] ?? 0];
        if (position === undefined || (best >= 0 && compareUuids(ids, position, ids, best) >= 0)) continue;
        [best, run] = [position, other];
      }
      if (run < 0) return;
      places[run] = (places[run] ?? 0) + 1;
      yield best;
    }
  }

  /** The first of some positions, by category and id. */
  first(positions: Iterable<number>, most: number): number[] {
    const { ids } = this.table.columns;
    const places = new Map(this.paths(null).map((path, place) => [path, place]));
    const placeOf = (position: number) => places.get(this.categoryOf(position)) ?? 0;
    const first = new First(most, (a, b) => placeOf(a) - placeOf(b) || compareUuids(ids, a, ids, b));
    for (const position of positions) first.offer(position);
    return first.kept;
  }

  /** The categories that have positions of their own, in the order of their texts. */
  paths(category: string | null): string[] {
    const { categories, newcomers } = this.table;
    const all = new Set([...categories.own.map(({ path }) => path), ...newcomers.byCategory.keys()]);
    return [...all].filter((path) => category === null || isWithinCategory(path, category)).sort();
  }

  private hasItems(path: string): boolean {
    let count = 0;
    this.forEachIn(path, () => count++);
    return count > 0;
  }

  private forEachIn(path: string, visit: (position: number) => void): void {
    const { categories, newcomers, dead } = this.table;
    const visitAlive = (position: number) => {
      if (!hasBit(dead, position)) visit(position);
    };
    for (const span of categories.own)
      if (span.path === path) for (let at = span.start; at < span.end; at++) visitAlive(at);
    newcomers.byCategory.get(path)?.forEach(visitAlive);
  }
}

/** The first ones of many, in order: most are refused by one comparison. */
class First {
  readonly kept: number[] = [];

  constructor(
    private readonly most: number,
    private readonly compare: (a: number, b: number) => number,
  ) {}

  offer(position: number): void {
    const { kept, most, compare } = this;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: put in its place and taken out again
    if (kept.length === most && compare(position, kept[most - 1] ?? 0) >= 0) return;
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(position, kept[middle] ?? 0) < 0) high = middle;
      else low = middle + 1;
    }
    kept.splice(low, 0, position);
    if (kept.length > most) kept.pop();
  }
}
