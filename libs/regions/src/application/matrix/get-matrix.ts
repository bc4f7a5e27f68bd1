import { Injectable } from '@nestjs/common';
import { Clock, decodeCursor, type PageRequest, toPage } from '@portolan/platform';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  categoryLineage,
  checkCategory,
  type FreshAction,
  isWithinCategory,
  type Visibility,
} from '../../domain';
import { KnownWorlds } from '../as-of/known-worlds';
import type { World } from '../as-of/world';
import type { Matrix, MatrixCell, MatrixRow } from './matrix';
import { cellsOf } from './matrix-cells';
import { columnsOf } from './matrix-columns';

export interface MatrixQuery extends PageRequest {
  /** Only what is in this category or below it. */
  category?: string | undefined;
  /** `EU + CH`: the columns are the markets that it covers at `at`, by code, at most 60. */
  markets: string;
  /** Default: `knownAt`, or now. */
  at?: Date | undefined;
  /** Answers from what was known then. Default: what is known now. */
  knownAt?: Date | undefined;
  action: FreshAction;
  /** One row for each item, by category and id, in place of one for each category. */
  items: boolean;
  /** How much of the reasons the asker may read. */
  reader: Visibility;
}

/** So many answers with reasons are worked out for one page, some 0.3 s on one core; the cells share them. */
const MOST_DECISIONS = 15_000;

interface RowName {
  readonly category: string;
  readonly itemId: string | null;
  readonly places: readonly number[];
}

/**
 * Where what may be listed or bought, as a table: categories or items by markets. Counts are exact, from the compiled answers;
 * reasons are asked of as many closed items of each cell as a page can afford. Items that are not published count as closed.
 *
 * The cost: see `KnownWorlds`, and after that a bit for each item and market of the page.
 * @throws DomainError `invalid-market-scope`, `too-many-columns`, `invalid-category`, `cursor-invalid`, `known-at-in-future`.
 */
@Injectable()
export class GetMatrix {
  constructor(
    private readonly worlds: KnownWorlds,
    private readonly clock: Clock,
  ) {}

  async execute(query: MatrixQuery): Promise<Matrix> {
    const { category, action, reader, knownAt } = query;
    if (category !== undefined) checkCategory(category);
    const after = decodeCursor(query.cursor, query.items ? ['string', 'uuid'] : ['string']);
    const world = await this.worlds.get(knownAt ?? null);
    const at = (query.at ?? knownAt ?? this.clock.now()).getTime();
    const markets = columnsOf(world, query.markets, at);
    const names = (query.items ? itemRows(world, category) : categoryRows(world, category)).filter(
      ({ category: path, itemId }) => after === null || isAfter(path, itemId, after),
    );
    const page = toPage(
      names.slice(0, query.limit + 1),
      query.limit,
      ({ category: path, itemId }) => (itemId === null ? [path] : [path, itemId]),
      (name) => name,
    );
    const cells = Math.max(1, page.data.length * markets.length);
    const share = Math.max(1, Math.floor(MOST_DECISIONS / cells));
    const asked = { world, answers: world.answersAt(at), action, at, markets, share, reader };
    const data: MatrixRow[] = [];
    for (const { places, ...name } of page.data) {
      const row: MatrixCell[] = cellsOf(asked, places);
      data.push({ ...name, cells: row });
      await yieldToOthers();
    }
    const { epoch } = world.snapshot;
    return { epoch, at, action, markets: markets.map(({ code }) => code), data, nextCursor: page.nextCursor };
  }
}

function itemRows({ items }: World, within: string | undefined): RowName[] {
  return items.flatMap(({ id, category }, place) =>
    within === undefined || isWithinCategory(category, within)
      ? [{ category, itemId: id, places: [place] }]
      : [],
  );
}

function categoryRows({ placesByCategory }: World, within: string | undefined): RowName[] {
  const rows = new Map<string, number[]>();
  for (const [path, places] of placesByCategory) {
    for (const category of categoryLineage(path)) {
      if (within !== undefined && !isWithinCategory(category, within)) continue;
      const row = rows.get(category);
      rows.set(category, row === undefined ? [...places] : row.concat(places));
    }
  }
  return [...rows]
    .map(([category, places]) => ({ category, itemId: null, places }))
    .sort((a, b) => (a.category < b.category ? -1 : 1));
}

function isAfter(category: string, itemId: string | null, after: readonly (string | number)[]): boolean {
  const [path = '', id] = after;
  return category === path ? itemId !== null && id !== undefined && itemId > id : category > path;
}
