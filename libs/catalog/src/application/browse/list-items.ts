import { Injectable } from '@nestjs/common';
import {
  decodeCursor,
  DomainError,
  encodeCursor,
  type CursorKey,
  type PageRequest,
} from '@portolan/platform';
import type { MarketView } from '@portolan/regions';
import { checkCategoryKnown } from '../../domain/category/category-tree';
import { parseSearch, type SearchQuery } from '../../domain/search-query';
import {
  type Candidate,
  type ShelfKind,
  ShelfScan,
  type ShelfSort,
} from '../../persistence/storefront/shelf-scan';

export interface BrowseCommand {
  /** What may be listed: nothing else appears, is counted or is searched. */
  view: MarketView;
  category?: string | undefined;
  /** Words, beginnings of words or part of a name; at most 100 characters. */
  q?: string | undefined;
  /** Default: `relevance` with a search, else `newest`. */
  sort?: ShelfSort | undefined;
  /** BCP 47, best first. */
  locales: readonly string[];
  page: PageRequest;
}

/** Fewer items than this are sent to the database by their ids; of more, it is scanned until a page is full. */
export const FEW_ITEMS = 2_000;
const CHUNK_MAX = 2_000;

interface Wish extends Omit<BrowseCommand, 'sort' | 'category' | 'q' | 'page'> {
  kind: ShelfKind;
  category: string;
  search: SearchQuery | null;
  sort: ShelfSort;
}

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
  ): Promise<{ data: Row[]; nextCursor: string | null }> {
    const { page } = command;
    const wish = read(kind, command);
    const after = decodeCursor(page.cursor, [wish.sort === 'name' ? 'string' : 'number', 'uuid']);
    // Apps have no devices below them: the category of another kind is known here, and empty.
    if (!isOfKind(wish.category, kind)) return { data: [], nextCursor: null };
    const source =
      wish.sort === 'newest' && wish.search === null ? ranked(wish, after) : this.scanned(wish, after);
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
  let after = start === null ? null : { rank: Number(start[0]), itemId: String(start[1]) };
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
): Promise<{ data: Row[]; nextCursor: string | null }> {
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
  };
}

function read(kind: ShelfKind, command: BrowseCommand): Wish {
  const { view, category, q, locales } = command;
  if (category !== undefined) checkCategoryKnown(category);
  const search = q === undefined || q.trim() === '' ? null : parseSearch(q);
  const sort = command.sort ?? (search === null ? 'newest' : 'relevance');
  if (sort === 'relevance' && search === null)
    throw new DomainError('invalid', 'sort-needs-query', 'Only a search has an order of relevance.');
  return { kind, view, category: category ?? kind, search, sort, locales };
}

function isOfKind(category: string, kind: ShelfKind): boolean {
  return category === kind || category.startsWith(`${kind}/`);
}
