import { Injectable } from '@nestjs/common';
import type { Money } from '@portolan/platform';
import { PricesInForce } from './prices-in-force';

/** What items cost in one market. */
@Injectable()
export class PricesInMarket {
  constructor(private readonly prices: PricesInForce) {}

  /**
   * The price of each item in `market`; where a subdivision has none of its own, its country's. Items without a price
   * in the market's legal tender (free ones too) are not in the map. Inside the caller's transaction if there is one.
   * @param query.at as the prices stood at this instant; default: now
   */
  async execute(query: {
    market: string;
    itemIds: readonly string[];
    at?: Date | undefined;
  }): Promise<Map<string, Money>> {
    const found = await this.prices.execute(query);
    return new Map([...found].map(([itemId, price]) => [itemId, price.money]));
  }
}
