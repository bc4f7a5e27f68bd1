import {
  type CursorKey,
  decodeCursor,
  DomainError,
  encodeCursor,
  type PageRequest,
} from '@portolan/platform';
import type { MarketView, PageCursor } from '@portolan/regions';
import { checkCategoryKnown } from '../../domain/category/category-tree';
import { parseSearch, type SearchQuery } from '../../domain/search-query';
import type { ShelfKind, ShelfSort } from '../../persistence/storefront/shelf-scan';

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

export interface Wish extends Omit<BrowseCommand, 'sort' | 'category' | 'q' | 'page'> {
  kind: ShelfKind;
  category: string;
  search: SearchQuery | null;
  sort: ShelfSort;
}

/** @throws DomainError `category-unknown`, `sort-needs-query`. */
export function readWish(kind: ShelfKind, command: BrowseCommand): Wish {
  const { view, locales } = command;
  return { kind, view, locales, ...readOrder(kind, command) };
}

function readOrder(kind: ShelfKind, { category, q, sort: wanted }: Partial<BrowseCommand>) {
  if (category !== undefined) checkCategoryKnown(category);
  const search = q === undefined || q.trim() === '' ? null : parseSearch(q);
  const sort = wanted ?? (search === null ? 'newest' : 'relevance');
  if (sort === 'relevance' && search === null)
    throw new DomainError('invalid', 'sort-needs-query', 'Only a search has an order of relevance.');
  return { category: category ?? kind, search, sort };
}

export function isOfKind(category: string, kind: ShelfKind): boolean {
  return category === kind || category.startsWith(`${kind}/`);
}

/** Whether the answers of regions alone have the order. */
export function isRanked({ sort, search }: Pick<Wish, 'sort' | 'search'>): boolean {
  return sort === 'newest' && search === null;
}

/** Where a page begins. @throws DomainError `cursor-invalid`. */
export function startOf({ sort }: Pick<Wish, 'sort'>, cursor: string | undefined): CursorKey | null {
  return decodeCursor(cursor, [sort === 'name' ? 'string' : 'number', 'uuid']);
}

export function cursorOf(start: CursorKey | null): PageCursor | null {
  return start === null ? null : { rank: Number(start[0]), itemId: String(start[1]) };
}

/** A list that the answers of regions alone have the order of. */
export interface RankedQuestion {
  readonly category: string;
  readonly after: PageCursor | null;
  readonly limit: number;
}

/** `null`: the order lies elsewhere, or nothing is ever in it. @throws DomainError as `BrowseApps`. */
export function rankedQuestion(
  kind: ShelfKind,
  command: Pick<BrowseCommand, 'category' | 'q' | 'sort' | 'page'>,
): RankedQuestion | null {
  const order = readOrder(kind, command);
  const after = startOf(order, command.page.cursor);
  if (!isRanked(order) || !isOfKind(order.category, kind)) return null;
  return { category: order.category, after: cursorOf(after), limit: command.page.limit };
}

/** The cursor of a page in that order that ends with this item. */
export function cursorBehind({ rank, id }: { rank: number; id: string }): string {
  return encodeCursor([rank, id]);
}
