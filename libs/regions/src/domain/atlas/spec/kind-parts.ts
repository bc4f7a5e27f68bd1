import { CHUNK_POSITIONS } from '../bits/chunk';
import { hasBit } from '../bits/words';
import type { ChunkDenials } from '../denials/chunk-denials';
import type { Kinds } from '../denials/kinds';
import type { KindParts } from '../denials/other-kinds';
import { CategoryTree } from '../items/category-tree';
import { ChildIndex } from '../items/child-index';
import { type ItemColumns, NO_PARENT } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import { RuleClasses } from '../sets/rule-classes';
import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';

export interface Given {
  /** For each position its class, ascending in the sorted ones: two classes share a category. */
  readonly klass: ArrayLike<number>;
  /** For each class its kind. */
  readonly classKinds: readonly number[];
  /** Positions that are inside others. */
  readonly parents?: readonly (readonly [child: number, parent: number])[];
  /** How many positions are not newcomers. Default: all of them. */
  readonly sorted?: number;
}

const categoryOf = (klass: number) => `app/c${String(klass >>> 1).padStart(4, '0')}`;

/** Positions without items: all that the work on denials asks of an atlas. */
export function kindParts(kinds: Kinds, { klass, classKinds, parents = [], ...part }: Given): KindParts {
  const size = klass.length;
  const sorted = part.sorted ?? size;
  const classes = new RuleClasses();
  classKinds.forEach((_, number) => {
    const shape = { kind: 'app', category: categoryOf(number), attributes: {}, free: null } as const;
    classes.numberOf(number, shape, null, null, null);
  });
  const counts = new Map<string, number>();
  for (let position = 0; position < sorted; position++) {
    const category = categoryOf(klass[position] ?? 0);
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  const parent = new Int32Array(size).fill(NO_PARENT);
  for (const [child, above] of parents) parent[child] = above;
  const columns = { parent } as unknown as ItemColumns;
  const children = Int32Array.from(parents, ([child]) => child).sort();
  const childIndex = new ChildIndex(
    columns,
    children.filter((child) => child < sorted),
  );
  const categories = new CategoryTree(counts);
  const table = { size, sorted, columns, categories, children, childIndex } as unknown as ItemTable;
  const positions = { klass: Int32Array.from(klass), selection: new Int32Array(size) };
  return { table, positions, kinds, classKinds: Int32Array.from(classKinds), classes };
}

/** Numbers of kinds that differ in most markets, and for some markets are alike. */
export function manyKinds(kinds: Kinds, count: number): number[] {
  return Array.from({ length: count }, (_, number) => {
    const words = (salt: number) =>
      Uint32Array.from(
        { length: kinds.width },
        (__, word) => Math.imul(number + 1, salt + word) ^ (word << 7),
      );
    return kinds.numberOf({ list: words(0x9e3779b1), acquire: words(0x85ebca6b) });
  });
}

export function kindAt({ positions: { klass }, classKinds }: KindParts, position: number): number {
  return classKinds[klass[position] ?? 0] ?? 0;
}

/** Whether the kind of the position, and that of what it is inside of, have the market. */
export function isAllowed(parts: KindParts, action: FreshAction, slot: number, position: number): boolean {
  const above = parts.table.columns.parent[position] ?? NO_PARENT;
  return [position, above === NO_PARENT ? position : above].every((one) =>
    hasBit(parts.kinds.table.read(kindAt(parts, one), action), slot),
  );
}

export const cellsOf = ({ width }: Kinds) =>
  FRESH_ACTIONS.flatMap((action) =>
    Array.from({ length: 32 * width }, (_, slot): [FreshAction, number] => [action, slot]),
  );

/** The cells and positions that are denied against what the kinds say, or the other way around. */
export function wrongIn(
  parts: KindParts,
  denials: readonly ChunkDenials[],
  from = 0,
  until = parts.table.size,
): string[] {
  const wrong: string[] = [];
  for (const [action, slot] of cellsOf(parts.kinds)) {
    for (let position = from; position < until; position++) {
      const mask = denials[Math.floor(position / CHUNK_POSITIONS)]?.[action][slot];
      const isDenied = mask !== undefined && hasBit(mask, position % CHUNK_POSITIONS);
      if (isDenied === isAllowed(parts, action, slot, position)) wrong.push(`${action} ${slot} ${position}`);
    }
  }
  return wrong;
}
