import { type FreshAction, FRESH_ACTIONS } from '../../rules/action';
import { hasSlot } from '../../market/market-set';
import { Chunk, EMPTY_CHUNK, EVERY_POSITION, NO_POSITION } from '../bits/chunk';
import { chunkOf, EMPTY_ROW, type Row } from '../bits/row';
import type { Rows } from '../compile/row-draft';
import type { ActionSets } from '../sets/standing-markets';
import type { ChunkDenials } from './chunk-denials';

export interface Layers {
  /** What facts and selections allow, whatever the other rules say. */
  readonly facts: Rows;
  /** What the other rules deny, by chunk. */
  readonly denials: readonly ChunkDenials[];
}

/**
 * The rows of an atlas; those of `old`, and chunks of theirs, wherever nothing is different.
 * @param touched the slots in which the rules may deny something else; `null`: all of them
 */
export function composeRows(
  of: Layers,
  old: (Layers & { readonly rows: Rows }) | null,
  touched: ActionSets | null = null,
): Rows {
  const rows = { list: [] as Row[], acquire: [] as Row[] };
  const slots = Math.max(of.facts.list.length, of.facts.acquire.length);
  // Stryker disable next-line ConditionalExpression,ArrayDeclaration: a shorter list of what may differ
  const changed = of.denials.flatMap((denials, index) => (denials === old?.denials[index] ? [] : [index]));
  for (let slot = 0; slot < slots; slot++) {
    let list: Row = EMPTY_ROW;
    for (const action of FRESH_ACTIONS) {
      const facts = of.facts[action][slot] ?? EMPTY_ROW;
      const before = old?.rows[action][slot] ?? EMPTY_ROW;
      const isKept = old !== null && facts === old.facts[action][slot];
      if (facts.length === 0) {
        rows[action].push(EMPTY_ROW);
      } else if (
        isKept &&
        ((touched !== null && !hasSlot(touched[action], slot)) ||
          !changed.some((index) => isOther(of, old, action, slot, index)))
      ) {
        rows[action].push(before);
      } else {
        const row = facts.map((base, index) => {
          const denied = of.denials[index]?.[action][slot] ?? EVERY_POSITION;
          const chunk = compose(base, denied, chunkOf(before, index));
          const other = chunkOf(list, index);
          return other.words === chunk.words && other.denied === chunk.denied ? other : chunk;
        });
        const isOld = row.length === before.length && row.every((chunk, index) => chunk === before[index]);
        rows[action].push(isOld ? before : row);
      }
      list = rows.list[slot] ?? EMPTY_ROW;
    }
  }
  return rows;
}

function isOther(of: Layers, old: Layers, action: FreshAction, slot: number, index: number): boolean {
  // Stryker disable next-line ConditionalExpression,OptionalChaining: where it is the same, the row is found to be the old one
  return of.denials[index]?.[action][slot] !== old.denials[index]?.[action][slot];
}

function compose(base: Chunk, denied: Uint32Array, before: Chunk): Chunk {
  if (base === EMPTY_CHUNK || denied === EVERY_POSITION) return EMPTY_CHUNK;
  if (denied === NO_POSITION) return base;
  return before.words === base.words && before.denied === denied ? before : new Chunk(base.words, denied);
}
