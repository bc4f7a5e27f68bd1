import { FRESH_ACTIONS } from '../../rules/action';
import { CHUNK_POSITIONS, CHUNK_WORDS, EVERY_POSITION, NO_POSITION, sameWords } from '../bits/chunk';
import { bitsBelow, forEachBit } from '../bits/words';
import { NO_PARENT } from '../items/item-columns';
import { type ChunkDenials, DenialWriter } from './chunk-denials';
import type { Moves } from './moved-positions';
import type { KindParts } from './other-kinds';

/** What rules deny after some items have become of other kinds: only in the slots, and of the chunks, in which it matters. */
export function patchDenials(
  parts: KindParts,
  before: readonly ChunkDenials[],
  { slots, chunks }: Moves,
): readonly ChunkDenials[] {
  if (chunks.size === 0) return before;
  const denials = [...before];
  let writer: DenialWriter | null = null;
  for (const [index, moved] of chunks) {
    const old = before[index];
    if (moved === null || old === undefined) {
      writer ??= new DenialWriter(parts.table, parts.positions, parts.kinds, parts.classKinds);
      denials[index] = writer.write(index, old ?? null);
    } else denials[index] = patched(parts, old, slots, moved, parts.table.size - index * CHUNK_POSITIONS);
  }
  return denials;
}

function patched(
  parts: KindParts,
  before: ChunkDenials,
  slots: Moves['slots'],
  moved: Int32Array,
  size: number,
): ChunkDenials {
  const denials = { list: [...before.list], acquire: [...before.acquire] };
  // Markets in which the same is denied share one mask, those that come to be alike, too.
  const known = new Set<Uint32Array>();
  let last: Uint32Array | null = null;
  for (const action of FRESH_ACTIONS) {
    // Stryker disable next-line ConditionalExpression: added again, it is there once
    for (const mask of before[action]) if (mask !== last) known.add((last = mask));
  }
  const kinds = kindsOf(parts, moved);
  let isSame = true;
  for (const action of FRESH_ACTIONS) {
    forEachBit(slots[action], (slot) => {
      const old = before[action][slot] ?? NO_POSITION;
      const mask = old.slice();
      write(mask, moved, kinds, parts.kinds, parts.kinds.table[action], slot);
      const found = sharedMask(mask, old, known, size);
      known.add(found);
      if (found !== old) isSame = false;
      denials[action][slot] = found;
    });
  }
  return isSame ? before : denials;
}

/** For each position its kind, and the one of the app that it is inside of or, without one, its own again. */
function kindsOf({ table, positions: { klass }, classKinds }: KindParts, moved: Int32Array): Int32Array {
  const { parent } = table.columns;
  const kinds = new Int32Array(2 * moved.length);
  // Stryker disable next-line EqualityOperator: nothing is kept behind the end
  for (let index = 0; index < moved.length; index++) {
    const position = moved[index] ?? 0;
    const above = parent[position] ?? NO_PARENT;
    kinds[2 * index] = classKinds[klass[position] ?? 0] ?? 0;
    kinds[2 * index + 1] = classKinds[klass[above === NO_PARENT ? position : above] ?? 0] ?? 0;
  }
  return kinds;
}

function write(
  mask: Uint32Array,
  moved: Int32Array,
  kindsOfMoved: Int32Array,
  { width }: KindParts['kinds'],
  sets: Uint32Array,
  slot: number,
): void {
  const block = slot >>> 5;
  for (let index = 0; index < moved.length; index++) {
    const offset = (moved[index] ?? 0) & (CHUNK_POSITIONS - 1);
    const own = sets[(kindsOfMoved[2 * index] ?? 0) * width + block] ?? 0;
    const above = sets[(kindsOfMoved[2 * index + 1] ?? 0) * width + block] ?? 0;
    const bit = 1 << (offset & 31);
    const word = mask[offset >>> 5] ?? 0;
    mask[offset >>> 5] = (((own & above) >>> (slot & 31)) & 1) === 0 ? word | bit : word & ~bit;
  }
}

/** The mask, or one like it that is there already. */
function sharedMask(
  mask: Uint32Array,
  old: Uint32Array,
  known: ReadonlySet<Uint32Array>,
  size: number,
): Uint32Array {
  if (sameWords(mask, old)) return old;
  if (sameWords(mask, NO_POSITION)) return NO_POSITION;
  if (isFull(mask, size)) return EVERY_POSITION;
  for (const other of known) if (sameWords(mask, other)) return other;
  return mask;
}

/** Whether each position that holds an item is in the mask; `size`: how many there are in the chunk, if it is not full. */
function isFull(mask: Uint32Array, size: number): boolean {
  const words = Math.min(size >>> 5, CHUNK_WORDS);
  for (let word = 0; word < words; word++) if (mask[word] !== 0xffffffff) return false;
  if (words === CHUNK_WORDS || (size & 31) === 0) return true;
  const last = bitsBelow(size & 31);
  return ((mask[words] ?? 0) & last) === last;
}
