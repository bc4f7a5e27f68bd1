import { hasBit, setBit } from '../bits/words';
import { NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';

/** Every position whose item is there. */
export function aliveMask({ size, dead }: ItemTable): Uint32Array {
  const mask = new Uint32Array(dead.length);
  mask.fill(-1, 0, size >>> 5);
  // Stryker disable next-line UnaryOperator: bits that are set are set again
  for (let position = size & -32; position < size; position++) setBit(mask, position);
  return without(mask, dead);
}

/** The positions that a test picks, with the items inside them. */
export function maskWhere(table: ItemTable, picks: (position: number) => boolean): Uint32Array {
  const mask = new Uint32Array(table.dead.length);
  for (let position = 0; position < table.size; position++) {
    if (picks(position) && !hasBit(table.dead, position)) setBit(mask, position);
  }
  for (const child of table.children) {
    if (picks(table.columns.parent[child] ?? NO_PARENT) && !hasBit(table.dead, child)) setBit(mask, child);
  }
  return mask;
}

export function without(words: Uint32Array, taken: Uint32Array): Uint32Array {
  return words.map((word, index) => word & ~(taken[index] ?? 0));
}
