import { CategoryTree } from './category-tree';
import { ItemColumns, NO_PARENT } from './item-columns';
import type { Profiles } from './profiles';
import { compareUuids } from './uuid-words';

const INDEX_SPAN = 1 << 22;

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
  const categoryOf = (position: number) => profiles.shapes.at(from.shape[position] ?? 0).category;
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

  const buckets = new Map(categories.own.map(({ path, start }) => [path, { next: start }]));
  const bucketOfShape = profiles.shapes.values.map(({ category }) => buckets.get(category));
  // One double for each item, rank before place, because plain numbers sort ten times as fast as a comparison of two columns.
  const keys = new Float64Array(positions.length);
  positions.forEach((position, index) => {
    const bucket = bucketOfShape[from.shape[position] ?? 0];
    if (bucket === undefined) throw new RangeError(`No category ${categoryOf(position)}.`);
    keys[bucket.next++] = (0x7fffffff - (from.rank[position] ?? 0)) * INDEX_SPAN + index;
  });
  const order = new Int32Array(positions.length);
  for (const { start, end } of categories.own) {
    const part = keys.subarray(start, end).sort();
    part.forEach((key, index) => (order[start + index] = positions[key % INDEX_SPAN] ?? 0));
    sortTies(from, order.subarray(start, end));
  }
  return { columns: rewrite(from, order, spare), categories };
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
    columns.take(from, position, parent === NO_PARENT ? NO_PARENT : (placeOf[parent] ?? NO_PARENT));
  }
  return columns;
}
