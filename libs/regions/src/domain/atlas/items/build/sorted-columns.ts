import { CategoryTree } from '../category-tree';
import { ItemColumns, NO_PARENT } from '../item-columns';
import { RANK_MAX } from '../item-record';
import type { Profiles } from '../profiles';
import { compareUuids } from '../uuid-words';

/** Ranks have 31 bits: three digits of 11. */
const DIGITS = 1 << 11;
const SHIFTS = [0, 11, 22];

export interface SortedItems {
  readonly columns: ItemColumns;
  readonly categories: CategoryTree;
}

/**
 * Puts the listed positions in the order of category, rank and id, so that a subtree of categories is one range of positions and
 * a ranked page is a scan of bits. A parent that is not in the list becomes none.
 */
export function sortColumns(
  from: ItemColumns,
  positions: Int32Array,
  profiles: Profiles,
  spare: number,
): SortedItems {
  const counts = new Map<string, number>();
  const shapeCounts = new Int32Array(profiles.shapes.size);
  for (const position of positions) {
    const shape = from.shape[position] ?? 0;
    shapeCounts[shape] = (shapeCounts[shape] ?? 0) + 1;
  }
  shapeCounts.forEach((count, shape) => {
    const { category } = profiles.shapes.at(shape);
    if (count > 0) counts.set(category, (counts.get(category) ?? 0) + count);
  });
  const categories = new CategoryTree(counts);

  const numbers = new Map(categories.own.map(({ path }, number) => [path, number]));
  const categoryOfShape = Int32Array.from(
    profiles.shapes.values,
    ({ category }) => numbers.get(category) ?? 0,
  );
  const order = new Int32Array(positions.length);
  const next = Int32Array.from(categories.own, ({ start }) => start);
  for (const position of byRank(from, positions)) {
    const category = categoryOfShape[from.shape[position] ?? 0] ?? 0;
    const place = next[category] ?? 0;
    order[place] = position;
    next[category] = place + 1;
  }
  for (const { start, end } of categories.own) sortTies(from, order.subarray(start, end));
  return { columns: rewrite(from, order, spare), categories };
}

/** Highest first, equal ones as they were: digit by digit, which takes a fifth of the time of comparing. */
function byRank({ rank }: ItemColumns, positions: Int32Array): Int32Array {
  let order = positions.slice();
  let keys = positions.map((position) => RANK_MAX - (rank[position] ?? 0));
  let [otherOrder, otherKeys] = [new Int32Array(order.length), new Int32Array(order.length)];
  for (const shift of SHIFTS) {
    const next = new Int32Array(DIGITS + 1);
    for (const key of keys) {
      const digit = ((key >>> shift) & (DIGITS - 1)) + 1;
      next[digit] = (next[digit] ?? 0) + 1;
    }
    for (let digit = 1; digit < DIGITS; digit++) next[digit] = (next[digit] ?? 0) + (next[digit - 1] ?? 0);
    for (let index = 0; index < order.length; index++) {
      const key = keys[index] ?? 0;
      const digit = (key >>> shift) & (DIGITS - 1);
      const place = next[digit] ?? 0;
      otherKeys[place] = key;
      otherOrder[place] = order[index] ?? 0;
      next[digit] = place + 1;
    }
    [order, otherOrder, keys, otherKeys] = [otherOrder, order, otherKeys, keys];
  }
  return order;
}

function sortTies(from: ItemColumns, order: Int32Array): void {
  const rankAt = (index: number) => from.rank[order[index] ?? 0];
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && rankAt(end) === rankAt(start)) end++;
    if (end - start > 1) order.subarray(start, end).sort((a, b) => compareUuids(from.ids, a, from.ids, b));
    start = end;
  }
}

function rewrite(from: ItemColumns, order: Int32Array, spare: number): ItemColumns {
  const placeOf = new Int32Array(from.length).fill(NO_PARENT);
  order.forEach((position, place) => (placeOf[position] = place));
  // A multiple of 32, so that whole words of positions can be read to the last.
  const columns = new ItemColumns((order.length + spare + 31) & ~31);
  for (const position of order) {
    const parent = from.parent[position] ?? NO_PARENT;
    // Stryker disable next-line ConditionalExpression: -1 has no place
    columns.take(from, position, parent === NO_PARENT ? NO_PARENT : (placeOf[parent] ?? NO_PARENT));
  }
  return columns;
}
