import type { FreshAction } from '../../rules/action';
import { nextInRow, type Row, rowHas } from '../bits/row';
import type { ItemColumns } from '../items/item-columns';
import type { ItemTable } from '../items/item-table';
import { compareRank } from '../items/newcomers';
import { compareUuids, writeUuid } from '../items/uuid-words';

/** Where a page ended: the last item and its rank at that time. It stays good when the atlas is replaced. */
export interface PageCursor {
  readonly rank: number;
  readonly itemId: string;
}

export interface PageQuestion {
  readonly slot: number;
  readonly action: FreshAction;
  /** With everything below it; `null`: every category. */
  readonly category: string | null;
  readonly after: PageCursor | null;
  readonly limit: number;
}

/** Positions in the order of their rank, of which those in the row are wanted. */
interface Run {
  /** `null`: the positions are the numbers themselves. */
  readonly list: Int32Array | null;
  at: number;
  readonly end: number;
}

/**
 * The available items of a category, highest rank first, equal ranks by id. A category without others below it is one scan of
 * bits from the cursor; otherwise one scan for each category in it, of which the best comes first each time.
 */
export function pageOf(table: ItemTable, row: Row, { category, after, limit }: PageQuestion): number[] {
  const { columns } = table;
  const runs: Run[] = table.categories
    .partsOf(category)
    .map(({ start, end }) => ({ list: null, at: start, end }));
  for (const list of table.newcomers.within(category)) runs.push({ list, at: 0, end: list.length });
  if (after !== null) {
    const cursor = Cursor.at(after);
    for (const run of runs) run.at = cursor.firstBehind(columns, run);
  }
  const [only] = runs;
  // Stryker disable next-line ConditionalExpression,EqualityOperator: most pages are of one category, and this takes half the time
  if (runs.length === 1 && only !== undefined && only.list === null) return scan(row, only, limit);
  return merge(columns, row, runs, limit);
}

function scan(row: Row, { at, end }: Run, limit: number): number[] {
  const found: number[] = [];
  for (
    let next = nextInRow(row, at, end);
    next >= 0 && found.length < limit;
    next = nextInRow(row, next + 1, end)
  )
    found.push(next);
  return found;
}

function merge(columns: ItemColumns, row: Row, runs: readonly Run[], limit: number): number[] {
  const found: number[] = [];
  const waiting = runs.flatMap((run) => {
    const position = advance(row, run);
    return position < 0 ? [] : [{ run, position }];
  });
  while (found.length < limit && waiting.length > 0) {
    let best = 0;
    // Stryker disable next-line EqualityOperator: there is none behind the last
    for (let other = 1; other < waiting.length; other++) {
      const [a, b] = [waiting[other], waiting[best]];
      if (a !== undefined && b !== undefined && compareRank(columns, a.position, b.position) < 0)
        best = other;
    }
    const first = waiting[best];
    // Stryker disable next-line ConditionalExpression: the best one is always there
    if (first === undefined) break;
    found.push(first.position);
    first.position = advance(row, first.run);
    if (first.position < 0) waiting.splice(best, 1);
  }
  return found;
}

/** The run's next position that is in the row, or -1. */
function advance(row: Row, run: Run): number {
  if (run.list === null) {
    const next = nextInRow(row, run.at, run.end);
    run.at = next < 0 ? run.end : next + 1;
    return next;
  }
  while (run.at < run.end) {
    const position = run.list[run.at++] ?? 0;
    if (rowHas(row, position)) return position;
  }
  return -1;
}

class Cursor {
  private constructor(
    private readonly rank: number,
    private readonly id: Uint32Array,
  ) {}

  /** @throws DomainError `invalid-item-id`. */
  static at({ rank, itemId }: PageCursor): Cursor {
    const id = new Uint32Array(4);
    writeUuid(itemId, id, 0);
    return new Cursor(rank, id);
  }

  /** Where a run goes on behind the cursor. */
  firstBehind({ rank, ids }: ItemColumns, { list, at, end }: Run): number {
    let [low, high] = [at, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const position = list === null ? middle : (list[middle] ?? 0);
      const order = this.rank - (rank[position] ?? 0) || compareUuids(ids, position, this.id, 0);
      if (order > 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
