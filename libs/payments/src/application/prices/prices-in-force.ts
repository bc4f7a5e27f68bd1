import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { FindLegalTender } from '@portolan/regions';
import { type PriceInForce, PriceRepository } from '../../persistence/price-repository';

/** The price of each item in one market, with everything that a price says. */
@Injectable()
export class PricesInForce {
  constructor(
    private readonly prices: PriceRepository,
    private readonly tender: FindLegalTender,
    private readonly clock: Clock,
  ) {}

  async execute(query: {
    market: string;
    itemIds: readonly string[];
    at?: Date | undefined;
  }): Promise<Map<string, PriceInForce>> {
    const { market, itemIds, at = this.clock.now() } = query;
    if (itemIds.length === 0) return new Map();
    const tender = (await this.tender.execute({ markets: [market], at })).get(market);
    if (tender === undefined) return new Map();
    const found = await this.prices.inMarkets(itemIds, tender.chain, at);
    // The nearest market is written last and so stays.
    return new Map(
      found
        .filter((price) => tender.currencies.includes(price.money.currency.code))
        .sort((a, b) => tender.chain.indexOf(b.market) - tender.chain.indexOf(a.market))
        .map((price) => [price.itemId, price]),
    );
  }
}
