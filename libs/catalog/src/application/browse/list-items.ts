import { Injectable } from '@nestjs/common';
import { encodeCursor, type CursorKey, type Page } from '@portolan/platform';
import { type Candidate, type ShelfKind, ShelfScan } from '../../persistence/storefront/shelf-scan';
import { type BrowseCommand, cursorOf, isOfKind, isRanked, readWish, startOf, type Wish } from './wish';

/** A page, and the row that the next one begins with. */
export interface ListedPage<Row> extends Page<Row> {
  behind: Row | null;
}

/** Fewer items than this are sent to the database by their ids; of more, it is scanned until a page is full. */
export const FEW_ITEMS = 2_000;
const CHUNK_MAX = 2_000;

/** What a page is filled from: asked again, it goes on behind what it gave last. */
type Source = (wanted: number) => Promise<Candidate[]> | Candidate[];

/**
 * The items of a page in their order. `newest` comes from the answers in memory alone. The other orders live in the database: where few
 * items may be listed, theirs are the only ones that it looks at; otherwise it is read in its order, in bounded pieces, and what may
 * not be listed is skipped.
 */
@Injectable()
export class ListItems {
  constructor(private readonly scan: ShelfScan) {}

  /**
   * @param find tells what there is to show of some ids; an id without anything is skipped
   * @throws DomainError `category-unknown`, `cursor-invalid`, `sort-needs-query`.
   */
  async execute<Row>(
    kind: ShelfKind,
    command: BrowseCommand,
    find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
  ): Promise<ListedPage<Row>> {
    const { page } = command;
    const wish = readWish(kind, command);
    const after = startOf(wish, page.cursor);
    // Apps have no devices below them: the category of another kind is known here, and empty.
    if (!isOfKind(wish.category, kind)) return { data: [], nextCursor: null, behind: null };
    const source = isRanked(wish) ? ranked(wish, after) : this.scanned(wish, after);
    return fill(source, page.limit, find);
  }

  private scanned(wish: Wish, start: CursorKey | null): Source {
    const { view, category } = wish;
    const few = view.count(category) <= FEW_ITEMS;
    const ids = few ? view.page({ category, after: null, limit: FEW_ITEMS }).map(({ id }) => id) : null;
    const found: Candidate[] = [];
    let after = start;
    let chunk = 0;
    let isOver = ids?.length === 0;
    return async (wanted) => {
      while (found.length < wanted && !isOver) {
        chunk = ids === null ? Math.min(CHUNK_MAX, Math.max(2 * wanted, 4 * chunk)) : wanted;
        const piece = await this.scan.next({ ...wish, ids, after, limit: chunk });
        const last = piece.at(-1);
        isOver = last === undefined || piece.length < chunk;
        if (last !== undefined) after = [last.key, last.id];
        found.push(...(ids === null ? piece.filter(({ id }) => view.has(id)) : piece));
      }
      return found.splice(0, wanted);
    };
  }
}

function ranked({ view, category }: Wish, start: CursorKey | null): Source {
  let after = cursorOf(start);
  return (limit) => {
    const items = view.page({ category, after, limit });
    const last = items.at(-1);
    if (last !== undefined) after = { rank: last.rank, itemId: last.id };
    return items.map(({ id, rank }) => ({ id, key: rank }));
  };
}

async function fill<Row>(
  source: Source,
  limit: number,
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): Promise<ListedPage<Row>> {
  const shown: { row: Row; candidate: Candidate }[] = [];
  for (;;) {
    const wanted = limit + 1 - shown.length;
    const candidates = await source(wanted);
    const rows = await find(candidates.map(({ id }) => id));
    for (const candidate of candidates) {
      const row = rows.get(candidate.id);
      if (row !== undefined) shown.push({ row, candidate });
    }
    if (shown.length > limit || candidates.length < wanted) break;
  }
  const last = shown[limit - 1]?.candidate;
  const hasMore = shown.length > limit && last !== undefined;
  return {
    data: shown.slice(0, limit).map(({ row }) => row),
    nextCursor: hasMore ? encodeCursor([last.key, last.id]) : null,
    behind: shown[limit]?.row ?? null,
  };
}
