import { isWithinCategory } from '../../item/category-path';
import type { ItemColumns } from './item-columns';
import type { Profiles } from './profiles';
import { compareUuids } from './uuid-words';

/** The items behind the sorted ones, found by id and, by category, in the order of their rank. */
export class Newcomers {
  static readonly NONE = new Newcomers(new Map(), new Map());

  private constructor(
    private readonly byId: ReadonlyMap<string, number>,
    readonly byCategory: ReadonlyMap<string, Int32Array>,
  ) {}

  with(moved: ReadonlyMap<string, number>, columns: ItemColumns, profiles: Profiles): Newcomers {
    const byId = new Map([...this.byId, ...moved]);
    const byCategory = new Map<string, number[]>();
    for (const position of byId.values()) {
      const { category } = profiles.shapes.at(columns.shape[position] ?? 0);
      const list = byCategory.get(category);
      if (list === undefined) byCategory.set(category, [position]);
      else list.push(position);
    }
    const sorted = [...byCategory].map(([category, positions]) => {
      return [category, Int32Array.from(positions).sort((a, b) => compareRank(columns, a, b))] as const;
    });
    return new Newcomers(byId, new Map(sorted));
  }

  positionOf(id: string): number | undefined {
    return this.byId.get(id);
  }

  /** One list for each category at or below the asked one. */
  within(category: string | null): Int32Array[] {
    if (this.byCategory.size === 0) return [];
    return [...this.byCategory]
      .filter(([path]) => category === null || isWithinCategory(path, category))
      .map(([, positions]) => positions);
  }
}

/** Highest rank first, equal ones by id. */
export function compareRank({ rank, ids }: ItemColumns, a: number, b: number): number {
  return (rank[b] ?? 0) - (rank[a] ?? 0) || compareUuids(ids, a, ids, b);
}
