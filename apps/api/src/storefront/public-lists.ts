import { Injectable } from '@nestjs/common';
import { BrowseApps, BrowseDevices, CountCategories, type RankedQuestion } from '@portolan/catalog';
import type { MarketView } from '@portolan/regions';
import { PreparedAnswer } from './cache/conditional-get';
import { DeviceFit } from './device-fit';
import { MarketShelf } from './market-shelf';
import type { ShelfQuery } from './schemas';

export type ListKind = 'apps' | 'devices' | 'categories';

/** What a public list is asked. */
export interface ListQuestion {
  readonly kind: ListKind;
  readonly market: string;
  /** Of apps and devices in the order that regions has. */
  readonly ranked: RankedQuestion | null;
  readonly locales: readonly string[];
}

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
    const print = this.shelf.printer(view, placeOf('apps', locales), ',"fits":null');
    return print(await this.browse(view, query, locales));
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
    const print = this.shelf.printer(view, placeOf('devices', locales));
    const wish = { view, category, q, sort, locales, page: { limit, cursor } };
    return print(await this.browseDevices.execute(wish));
  }

  /** @throws DomainError `market-not-found`. */
  async categories(market: string, locales: readonly string[]): Promise<PreparedAnswer> {
    return this.categoriesOf(await this.shelf.view(market), locales);
  }

  /**
   * The same answer without waiting; `null` where something has to be read first.
   * @throws DomainError `unknown-market`.
   */
  known({ kind, market, ranked, locales }: ListQuestion): PreparedAnswer | null {
    const view = this.shelf.current(market);
    if (view === null) return null;
    if (kind === 'categories') return this.categoriesOf(view, locales);
    return ranked === null ? null : this.shelf.reprint(view, ranked, placeOf(kind, locales));
  }

  private categoriesOf(view: MarketView, locales: readonly string[]): PreparedAnswer {
    return PreparedAnswer.of({ epoch: view.epoch, data: this.countCategories.execute({ view, locales }) });
  }

  private browse(view: MarketView, query: ShelfQuery, locales: readonly string[]) {
    const { limit, cursor, category, q, sort } = query;
    return this.browseApps.execute({ view, category, q, sort, locales, page: { limit, cursor } });
  }
}

/** What printed rows depend on besides their items, the market and its tender. */
function placeOf(kind: ListKind, locales: readonly string[]): string {
  return `${kind} ${locales.join(',')}`;
}
