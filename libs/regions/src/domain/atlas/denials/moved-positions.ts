import { FRESH_ACTIONS } from '../../rules/action';
import { CHUNK_POSITIONS, CHUNK_SHIFT } from '../bits/chunk';
import { popcount } from '../bits/words';
import type { AtlasParts } from '../compile/atlas-state';
import { NO_PARENT } from '../items/item-columns';
import type { ActionSets } from '../sets/standing-markets';

export type KindParts = Pick<AtlasParts, 'table' | 'positions' | 'kinds' | 'classKinds' | 'classes'>;

/** What is denied anew, or no more. */
export interface Moves {
  /** The slots in which it is. */
  readonly slots: ActionSets;
  /** By chunk the positions; `null`: so many that the whole chunk is to be worked out. */
  readonly chunks: ReadonlyMap<number, readonly number[] | null>;
}

/** Positions times slots of a chunk from which working all of it out costs less. */
const STEPS_MAX = 4 * CHUNK_POSITIONS;

/**
 * Finds the items that are of another kind than before, or inside of one that is. Looks at the categories of the changed
 * classes and at the products inside them, and at nothing else.
 *
 * @param changed Classes that the rules make something else of.
 * @param moving Positions whose class may be another one.
 */
export function movedPositions(
  before: KindParts,
  after: KindParts,
  changed: readonly number[],
  moving: readonly number[],
): Moves {
  const { table, classes, kinds } = after;
  const { parent } = table.columns;
  const kindOf = ({ positions: { klass }, classKinds }: KindParts, position: number) =>
    classKinds[klass[position] ?? 0] ?? 0;
  // Stryker disable next-line ConditionalExpression,EqualityOperator: what is looked at without need is as it was
  const isOther =
    otherPositions(before, after) ?? ((position) => kindOf(before, position) !== kindOf(after, position));

  const pairs = new Set<number>();
  const pair = (old: number, now: number) => pairs.add(old * 2 ** 26 + now);
  for (const number of changed) {
    // A class that was not there before has its positions among the moving ones.
    if (number < before.classKinds.length)
      pair(before.classKinds[number] ?? 0, after.classKinds[number] ?? 0);
  }
  for (const position of moving) pair(kindOf(before, position), kindOf(after, position));
  const slots = differingSlots(kinds, pairs);
  const width = FRESH_ACTIONS.reduce((sum, action) => {
    return slots[action].reduce((count, word) => count + popcount(word), sum);
  }, 0);

  const chunks = new Map<number, number[] | null>();
  // Stryker disable next-line ConditionalExpression: where no market is other, nothing is written
  if (width === 0) return { slots, chunks };
  const most = STEPS_MAX / width;
  const note = (position: number) => {
    const index = position >>> CHUNK_SHIFT;
    const found = chunks.get(index);
    if (found === undefined) chunks.set(index, most < 1 ? null : [position]);
    else if (found !== null && found.push(position) > most) chunks.set(index, null);
  };
  const noteSpan = (start: number, end: number) => {
    for (let position = start; position < end; position++) {
      // Nothing more is to be known of a chunk that is worked out as a whole.
      if (chunks.get(position >>> CHUNK_SHIFT) === null) position |= CHUNK_POSITIONS - 1;
      else if (isOther(position)) note(position);
    }
  };
  const noteInside = (start: number, end: number) => {
    table.childIndex.forEachInside(start, end, (child, above) => {
      if (isOther(above)) note(child);
    });
  };
  const paths = new Set(changed.map((number) => classes.at(number).representative.category));
  // Stryker disable next-line MethodExpression: what is looked at without need is as it was
  const spans = table.categories.own.filter(({ path }) => paths.has(path));
  for (const { start, end } of spans) noteSpan(start, end);
  noteSpan(table.sorted, table.size);
  const others = moving.filter(isOther);
  others.forEach(note);
  const count = Math.ceil(table.size / CHUNK_POSITIONS);
  if (chunks.size === count && [...chunks.values()].every((found) => found === null))
    return { slots, chunks };
  for (const { start, end } of spans) noteInside(start, end);
  for (const position of others) noteInside(position, position + 1);
  for (let index = table.childIndex.size; index < table.children.length; index++) {
    const child = table.children[index] ?? 0;
    const above = parent[child] ?? NO_PARENT;
    if (above !== NO_PARENT && isOther(above)) note(child);
  }
  return { slots, chunks };
}

/** Of positions that have kept their classes: looked up by class, because a category has tens of thousands of positions. */
function otherPositions(before: KindParts, after: KindParts): ((position: number) => boolean) | null {
  const { klass } = after.positions;
  if (before.positions.klass !== klass) return null;
  const isOther = after.classKinds.map((kind, number) => (kind === (before.classKinds[number] ?? 0) ? 0 : 1));
  return (position) => isOther[klass[position] ?? 0] === 1;
}

/** Where two kinds of a pair say different things. */
function differingSlots({ width, table }: KindParts['kinds'], pairs: ReadonlySet<number>): ActionSets {
  const slots = { list: new Uint32Array(width), acquire: new Uint32Array(width) };
  for (const key of pairs) {
    const [old, now] = [Math.floor(key / 2 ** 26) * width, (key % 2 ** 26) * width];
    for (const action of FRESH_ACTIONS) {
      const sets = table[action];
      for (let word = 0; word < width; word++)
        slots[action][word] =
          (slots[action][word] ?? 0) | ((sets[old + word] ?? 0) ^ (sets[now + word] ?? 0));
    }
  }
  return slots;
}
