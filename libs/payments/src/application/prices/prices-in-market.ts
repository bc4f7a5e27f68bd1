import { Injectable } from '@nestjs/common';
import { Clock, type Money } from '@portolan/platform';
import { marketChain } from '../../domain/prices/market-chain';
import { PriceRepository } from '../../persistence/price-repository';

/** What items cost in one market. */
@Injectable()
export class PricesInMarket {
  constructor(
    private readonly prices: PriceRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The price of each item in `market`; where a subdivision has none of its own, its country's. Items without a price
   * (free ones too) are not in the map. One SQL statement, inside the caller's transaction if there is one.
   * @param query.at as the prices stood at this instant; default: now
   */
  async execute(query: {
    market: string;
    itemIds: readonly string[];
    at?: Date | undefined;
  }): Promise<Map<string, Money>> {
    if (query.itemIds.length === 0) return new Map();
    const chain = marketChain(query.market);
    const found = await this.prices.inMarkets(query.itemIds, chain, query.at ?? this.clock.now());
    // The nearest market is written last and so stays.
    found.sort((a, b) => chain.indexOf(b.market) - chain.indexOf(a.market));
    return new Map(found.map((price) => [price.itemId, price.money]));
  }
}
