import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { PriceList, type PriceRecord } from '../../persistence/price-list';
import { RequireItem } from './require-item';

/** The prices of one item. */
@Injectable()
export class GetPrices {
  constructor(
    private readonly requireItem: RequireItem,
    private readonly prices: PriceList,
    private readonly clock: Clock,
  ) {}

  /**
   * By market, newest first; `history`: with those that are over.
   * @throws DomainError `item-not-found` (`app-`, `device-`)
   */
  async execute(query: {
    itemId: string;
    /** What the id must be of; any if left out. */
    kind?: 'app' | 'device' | undefined;
    market?: string | undefined;
    history?: boolean | undefined;
    page: PageRequest;
  }): Promise<Page<PriceRecord>> {
    const { itemId, market, history = false, page } = query;
    await this.requireItem.execute(query);
    return this.prices.list({ itemId, market, history, now: this.clock.now() }, page);
  }
}
