import { Injectable } from '@nestjs/common';
import { DomainError, type Page, type PageRequest } from '@portolan/platform';
import { checkCategoryKnown } from '../../domain/category/category-tree';
import { parseSearch } from '../../domain/search-query';
import {
  AppShelf,
  type AppShelfQuestion,
  type AppSort,
  type ShelfApp,
} from '../../persistence/storefront/app-shelf';

export interface BrowseCommand<Sort> {
  /** What may be listed: nothing else appears, is counted or is searched. */
  itemIds: readonly string[];
  category?: string | undefined;
  /** Words, beginnings of words or part of a name; at most 100 characters. */
  q?: string | undefined;
  /** Default: `relevance` with a search, else `name`. */
  sort?: Sort | undefined;
  /** BCP 47, best first. */
  locales: readonly string[];
  page: PageRequest;
}

/** A page of apps. @throws DomainError `category-unknown`, `cursor-invalid`, `sort-needs-query`. */
@Injectable()
export class BrowseApps {
  constructor(private readonly shelf: AppShelf) {}

  async execute(command: BrowseCommand<AppSort>): Promise<Page<ShelfApp>> {
    return this.shelf.list(shelfQuestion(command));
  }
}

/** The question as the read models take it, with its defaults. */
export function shelfQuestion(command: BrowseCommand<AppSort>): AppShelfQuestion {
  const { itemIds, category, q, locales, page } = command;
  if (category !== undefined) checkCategoryKnown(category);
  const search = q === undefined || q.trim() === '' ? null : parseSearch(q);
  const sort = command.sort ?? (search === null ? 'name' : 'relevance');
  if (sort === 'relevance' && search === null)
    throw new DomainError('invalid', 'sort-needs-query', 'Only a search has an order of relevance.');
  return { itemIds, category: category ?? null, search, sort, locales, page };
}
