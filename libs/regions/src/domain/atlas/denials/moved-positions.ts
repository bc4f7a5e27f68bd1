import { FRESH_ACTIONS } from '../../rules/action';
import { CHUNK_POSITIONS } from '../bits/chunk';
import { popcount } from '../bits/words';
import { NO_PARENT } from '../items/item-columns';
import type { ActionSets } from '../sets/standing-markets';
import { NotedPositions } from './noted-positions';
import { type KindParts, OtherKinds } from './other-kinds';

/** What is denied anew, or no more. */
export interface Moves {
  /** The slots in which it is. */
  readonly slots: ActionSets;
  /** By chunk the positions; `null`: so many that the whole chunk is to be worked out. */
  readonly chunks: ReadonlyMap<number, Int32Array | null>;
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
  const others = new OtherKinds(before, after);

  const pairs = new Set<number>();
  const pair = (old: number, now: number) => pairs.add(old * 2 ** 26 + now);
  for (const number of changed) {
    // A class that was not there before has its positions among the moving ones.
    if (number < before.classKinds.length)
      pair(before.classKinds[number] ?? 0, after.classKinds[number] ?? 0);
  }
  for (const position of moving) pair(others.was(position), others.is(position));
  const slots = differingSlots(kinds, pairs);
  const width = FRESH_ACTIONS.reduce((sum, action) => {
    return slots[action].reduce((count, word) => count + popcount(word), sum);
  }, 0);

  // Stryker disable next-line ConditionalExpression: where no market is other, nothing is written
  if (width === 0) return { slots, chunks: new Map() };
  const noted = new NotedPositions(others, STEPS_MAX / width);
  const paths = new Set(changed.map((number) => classes.at(number).representative.category));
  // Stryker disable next-line MethodExpression: what is looked at without need is as it was
  const spans = table.categories.own.filter(({ path }) => paths.has(path));
  for (const { start, end } of spans) noted.span(start, end);
  noted.span(table.sorted, table.size);
  const apart = moving.filter((position) => others.at(position));
  for (const position of apart) noted.one(position);
  // Stryker disable next-line ArithmeticOperator: a shortcut: a whole chunk takes no more positions
  const count = Math.ceil(table.size / CHUNK_POSITIONS);
  // Stryker disable next-line ConditionalExpression: a shortcut: a whole chunk takes no more positions
  if (noted.isWhole(count)) return { slots, chunks: noted.chunks() };
  const noteInside = (start: number, end: number) => {
    table.childIndex.forEachInside(start, end, (child, above) => {
      if (others.at(above)) noted.one(child);
    });
  };
  for (const { start, end } of spans) noteInside(start, end);
  for (const position of apart) noteInside(position, position + 1);
  for (const child of table.children.subarray(table.childIndex.size))
    if (others.at(parent[child] ?? NO_PARENT)) noted.one(child);
  return { slots, chunks: noted.chunks() };
}

/** Where two kinds of a pair say different things. */
function differingSlots({ width, table }: KindParts['kinds'], pairs: ReadonlySet<number>): ActionSets {
  const slots = { list: new Uint32Array(width), acquire: new Uint32Array(width) };
  for (const key of pairs) {
    const [old, now] = [Math.floor(key / 2 ** 26) * width, (key % 2 ** 26) * width];
    for (const action of FRESH_ACTIONS) {
      const sets = table[action];
      // Stryker disable next-line EqualityOperator: nothing is kept behind the end
      for (let word = 0; word < width; word++)
        slots[action][word] =
          (slots[action][word] ?? 0) | ((sets[old + word] ?? 0) ^ (sets[now + word] ?? 0));
    }
  }
  return slots;
}
