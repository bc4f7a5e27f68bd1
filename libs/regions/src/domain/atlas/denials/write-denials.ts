import { CHUNK_POSITIONS, CHUNK_SHIFT } from '../bits/chunk';
import type { AtlasParts } from '../compile/atlas-state';
import { NO_PARENT } from '../items/item-columns';
import { type ChunkDenials, DenialWriter } from './chunk-denials';

type Parts = Pick<AtlasParts, 'table' | 'positions' | 'kinds' | 'classKinds' | 'classes'>;

/** What rules deny, for the chunks that are listed anew and for the others as it was. */
export function writeDenials(
  { table, positions, kinds, classKinds }: Parts,
  before: readonly ChunkDenials[],
  chunks: Iterable<number>,
): readonly ChunkDenials[] {
  const writer = new DenialWriter(table, positions, kinds, classKinds);
  const denials = [...before];
  for (const index of chunks) denials[index] = writer.write(index, before[index] ?? null);
  return denials;
}

/** The chunks of positions `[from, until)`. */
export function chunksFrom(from: number, until: number): number[] {
  const found: number[] = [];
  for (let index = from >>> CHUNK_SHIFT; index * CHUNK_POSITIONS < until; index++) found.push(index);
  return found;
}

/**
 * The chunks in which an item, or the app that it is inside of, is of another kind than before. `moving`: the positions whose
 * class may be another one.
 */
export function affectedChunks(
  before: Parts,
  { table, positions, classes, classKinds }: Parts,
  moving: readonly number[],
): ReadonlySet<number> {
  const { categories, sorted, size, children, columns } = table;
  const found = new Set<number>();
  const kindsOf = (position: number, { positions: { klass }, classKinds: kinds }: Omit<Parts, 'table'>) =>
    kinds[klass[position] ?? 0];
  const now = { positions, classKinds, kinds: before.kinds, classes };
  const isOther = (position: number) => kindsOf(position, before) !== kindsOf(position, now);
  const changed = new Set<string>();
  before.classKinds.forEach((kind, number) => {
    if (kind !== classKinds[number]) changed.add(classes.at(number).representative.category);
  });
  for (const position of moving) if (isOther(position)) found.add(position >>> CHUNK_SHIFT);
  if (changed.size + found.size === 0) return found;
  if (changed.size > 0) {
    const spans = categories.own.filter(({ path }) => changed.has(path));
    for (const { start, end } of [...spans, { start: sorted, end: size }])
      for (const index of chunksFrom(start, end)) found.add(index);
  }
  for (const child of children) {
    const above = columns.parent[child] ?? NO_PARENT;
    if (above !== NO_PARENT && isOther(above)) found.add(child >>> CHUNK_SHIFT);
  }
  return found;
}

/** A copy with room for the kinds of `count` classes. */
export function grownKinds(kinds: Int32Array, count: number): Int32Array {
  const grown = new Int32Array(Math.max(count, kinds.length));
  grown.set(kinds);
  return grown;
}
