import { categoryLineage } from '../../item/category-path';
import { countInRow, type Row, rowHas } from '../bits/row';
import type { ItemTable } from '../items/item-table';

/** How many available items a category has, those below it included; `null`: all. */
export function countOf(table: ItemTable, row: Row, category: string | null): number {
  const { start, end } = table.categories.spanOf(category);
  let count = countInRow(row, start, end);
  for (const list of table.newcomers.within(category)) count += countList(row, list);
  return count;
}

/** The same for every category that has any, and for those above it. */
export function countsByCategory(table: ItemTable, row: Row): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (path: string, count: number) => {
    if (count === 0) return;
    for (const category of categoryLineage(path)) counts.set(category, (counts.get(category) ?? 0) + count);
  };
  for (const { path, start, end } of table.categories.own) add(path, countInRow(row, start, end));
  for (const [path, list] of table.newcomers.byCategory) add(path, countList(row, list));
  return counts;
}

function countList(row: Row, list: Int32Array): number {
  let count = 0;
  for (const position of list) if (rowHas(row, position)) count++;
  return count;
}
