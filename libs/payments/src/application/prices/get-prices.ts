import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { PriceList, type PriceRecord } from '../../persistence/price-list';

/** The prices of one item. */
@Injectable()
export class GetPrices {
  constructor(
    private readonly prices: PriceList,
    private readonly clock: Clock,
  ) {}

  /** By market, newest first; `history`: with those that are over. An unknown item has none. */
  async execute(query: {
    itemId: string;
    market?: string | undefined;
    history?: boolean | undefined;
    page: PageRequest;
  }): Promise<Page<PriceRecord>> {
    const { itemId, market, history = false, page } = query;
    return this.prices.list({ itemId, market, history, now: this.clock.now() }, page);
  }
}
