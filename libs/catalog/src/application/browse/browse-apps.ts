import { Inject, Injectable } from '@nestjs/common';
import { LiveAtlas } from '@portolan/regions';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { AppShelf, type ShelfApp } from '../../persistence/storefront/app-shelf';
import { CardCache } from './card-cache';
import { type ListedPage, ListItems } from './list-items';
import type { BrowseCommand } from './wish';

/** A page of apps. @throws DomainError `category-unknown`, `cursor-invalid`, `sort-needs-query`. */
@Injectable()
export class BrowseApps {
  private readonly cards: CardCache<ShelfApp>;

  constructor(
    private readonly listItems: ListItems,
    private readonly shelf: AppShelf,
    live: LiveAtlas,
    @Inject(CATALOG_OPTIONS) { cardCacheBytes }: CatalogOptions,
  ) {
    this.cards = new CardCache(cardCacheBytes);
    live.onItems((changed) => this.cards.forget(changed));
  }

  /** The rows are shared with others who ask: change none. */
  execute(command: BrowseCommand): Promise<ListedPage<ShelfApp>> {
    const { locales } = command;
    return this.listItems.execute('app', command, (ids) =>
      this.cards.find(ids, locales.join(','), (missing) => this.shelf.find(missing, locales)),
    );
  }
}
