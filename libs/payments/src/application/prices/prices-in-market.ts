import { Injectable } from '@nestjs/common';
import { Clock, type Money } from '@portolan/platform';
import { FindLegalTender } from '@portolan/regions';
import { type PriceInForce, PriceRepository } from '../../persistence/price-repository';

/** What items cost in one market. */
@Injectable()
export class PricesInMarket {
  constructor(
    private readonly prices: PriceRepository,
    private readonly tender: FindLegalTender,
    private readonly clock: Clock,
  ) {}

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
    const found = await this.find(query.market, query.itemIds, query.at ?? this.clock.now());
    return new Map(found.map((price) => [price.itemId, price.money]));
  }

  private async find(market: string, itemIds: readonly string[], at: Date): Promise<PriceInForce[]> {
    if (itemIds.length === 0) return [];
    const tender = (await this.tender.execute({ markets: [market], at })).get(market);
    if (tender === undefined) return [];
    const found = await this.prices.inMarkets(itemIds, tender.chain, at);
    // The nearest market is written last and so stays.
    return found
      .filter((price) => tender.currencies.includes(price.money.currency.code))
      .sort((a, b) => tender.chain.indexOf(b.market) - tender.chain.indexOf(a.market));
  }
}
