import { Injectable } from '@nestjs/common';
import { BrowseApps, BrowseDevices, CountCategories } from '@portolan/catalog';
import type { MarketView } from '@portolan/regions';
import type { PreparedAnswer } from './cache/conditional-get';
import { DeviceFit } from './device-fit';
import { MarketShelf } from './market-shelf';
import type { ShelfQuery } from './schemas';

/** Lists by market, question and languages; but for one of them the same for everybody. */
@Injectable()
export class PublicLists {
  constructor(
    private readonly shelf: MarketShelf,
    private readonly deviceFit: DeviceFit,
    private readonly browseApps: BrowseApps,
    private readonly browseDevices: BrowseDevices,
    private readonly countCategories: CountCategories,
  ) {}

  /**
   * For no device, so that nothing is said of whether they run.
   * @throws DomainError `market-not-found`, and what `BrowseApps` throws.
   */
  async apps(market: string, query: ShelfQuery, locales: readonly string[]): Promise<PreparedAnswer> {
    const view = await this.shelf.view(market);
    return this.shelf.print(view, await this.browse(view, query, locales), ',"fits":null');
  }

  /** For the reader's device: this answer is nobody else's. @throws DomainError likewise. */
  async appsFor(reader: Parameters<DeviceFit['mark']>[0], query: ShelfQuery, locales: readonly string[]) {
    const view = await this.shelf.view(reader.market);
    const { data, nextCursor } = await this.browse(view, query, locales);
    const labelled = await this.shelf.label(view, data);
    return { epoch: view.epoch, data: await this.deviceFit.mark(reader, labelled), nextCursor };
  }

  /** @throws DomainError `market-not-found`, and what `BrowseDevices` throws. */
  async devices(market: string, query: ShelfQuery, locales: readonly string[]): Promise<PreparedAnswer> {
    const { limit, cursor, category, q, sort } = query;
    const view = await this.shelf.view(market);
    const wish = { view, category, q, sort, locales, page: { limit, cursor } };
    return this.shelf.print(view, await this.browseDevices.execute(wish));
  }

  /** @throws DomainError `market-not-found`. */
  async categories(market: string, locales: readonly string[]) {
    const view = await this.shelf.view(market);
    return { epoch: view.epoch, data: this.countCategories.execute({ view, locales }) };
  }

  private browse(view: MarketView, query: ShelfQuery, locales: readonly string[]) {
    const { limit, cursor, category, q, sort } = query;
    return this.browseApps.execute({ view, category, q, sort, locales, page: { limit, cursor } });
  }
}
