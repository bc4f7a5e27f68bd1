import { CHUNK_POSITIONS, CHUNK_SHIFT } from '../bits/chunk';
import type { AtlasParts } from '../compile/atlas-state';
import { type ChunkDenials, DenialWriter } from './chunk-denials';

type Parts = Pick<AtlasParts, 'table' | 'positions' | 'kinds' | 'classKinds'>;

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

/** A copy with room for the kinds of `count` classes. */
export function grownKinds(kinds: Int32Array, count: number): Int32Array {
  const grown = new Int32Array(Math.max(count, kinds.length));
  grown.set(kinds);
  return grown;
}
