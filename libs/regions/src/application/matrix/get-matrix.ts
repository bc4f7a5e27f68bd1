import { Injectable } from '@nestjs/common';
import { decodeCursor, type PageRequest, toPage } from '@portolan/platform';
import { type Atlas, checkCategory, type FreshAction, isWithinCategory, type Visibility } from '../../domain';
import { KnownAnswers } from '../as-of/known-answers';
import type { Matrix, MatrixRow } from './matrix';
import { cellsOf } from './matrix-cells';
import { columnsOf } from './matrix-columns';

export interface MatrixQuery extends PageRequest {
  /** Only what is in this category or below it. */
  category?: string | undefined;
  /** `EU + CH`: the columns are the markets that it covers at `at`, by code, at most 300. */
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
  /** The positions of its items, a bit for each. */
  readonly mask: () => Uint32Array;
}

/**
 * Where what may be listed or bought, as a table: categories or items by markets. Counts are exact, from the compiled answers;
 * reasons are asked of as many closed items of each cell as a page can afford. Items that are not published count as closed.
 *
 * The cost: see `KnownAnswers`, and for each row and market of the page a look at the bits of the row's items, 32 at a time.
 * @throws DomainError `invalid-market-scope`, `too-many-columns`, `invalid-category`, `cursor-invalid`, `known-at-in-future`.
 */
@Injectable()
export class GetMatrix {
  constructor(private readonly answers: KnownAnswers) {}

  async execute(query: MatrixQuery): Promise<Matrix> {
    const { category, action, reader, knownAt } = query;
    if (category !== undefined) checkCategory(category);
    const after = decodeCursor(query.cursor, query.items ? ['string', 'uuid'] : ['string'])?.map(String);
    const { atlas, rules, at } = await this.answers.get(knownAt ?? null, query.at?.getTime() ?? null);
    const markets = columnsOf(rules, query.markets, at);
    const limit = query.limit + 1;
    const names = query.items
      ? itemRows(atlas, category ?? null, after, limit)
      : categoryRows(atlas, category ?? null, after, limit);
    const page = toPage(
      names,
      query.limit,
      ({ category: path, itemId }) => (itemId === null ? [path] : [path, itemId]),
      (name) => name,
    );
    const cells = Math.max(1, page.data.length * markets.length);
    const share = Math.max(1, Math.floor(MOST_DECISIONS / cells));
    const data: MatrixRow[] = [];
    for (const { mask, ...name } of page.data) {
      data.push({ ...name, cells: await cellsOf({ atlas, action, markets, share, reader }, mask()) });
    }
    const { epoch } = rules;
    return { epoch, at, action, markets: markets.map(({ code }) => code), data, nextCursor: page.nextCursor };
  }
}

function itemRows(
  atlas: Atlas,
  category: string | null,
  last: readonly string[] | undefined,
  limit: number,
): RowName[] {
  const [path = '', itemId = ''] = last ?? [];
  const after = last === undefined ? null : { category: path, itemId };
  const { roster } = atlas;
  return roster.page({ category, after, limit }).map((position) => ({
    category: roster.categoryOf(position),
    itemId: atlas.idOf(position),
    mask: () => roster.maskOf([position]),
  }));
}

function categoryRows(
  atlas: Atlas,
  within: string | null,
  last: readonly string[] | undefined,
  limit: number,
): RowName[] {
  const { roster } = atlas;
  return roster
    .categories()
    .filter((path) => within === null || isWithinCategory(path, within))
    .filter((path) => last === undefined || path > (last[0] ?? ''))
    .slice(0, limit)
    .map((category) => ({ category, itemId: null, mask: () => roster.mask(category) }));
}
