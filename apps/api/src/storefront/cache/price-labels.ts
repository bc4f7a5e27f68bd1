import { Inject, Injectable } from '@nestjs/common';
import { PricesInMarket } from '@portolan/payments';
import { LiveAtlas, type MarketView } from '@portolan/regions';
import { LRUCache } from 'lru-cache';
import { APP_CONFIG, type AppConfig, cardCacheShare } from '../../config/config';

const LABEL_BYTES = 300;

/** An item's prices by market and legal tender, as JSON. */
type Labels = Map<string, string>;

/**
 * What items cost in a market, as lists print it. Kept until the item changes: whoever changes a price tells regions so in the same
 * transaction, and the feed tells this. What is tender in a market is part of the key, because it changes by itself.
 */
@Injectable()
export class PriceLabels {
  private readonly items: LRUCache<string, Labels>;
  private forgotten = 0;

  constructor(
    private readonly pricesInMarket: PricesInMarket,
    live: LiveAtlas,
    @Inject(APP_CONFIG) config: AppConfig,
  ) {
    this.items = new LRUCache({
      maxSize: cardCacheShare(config),
      sizeCalculation: (labels) => LABEL_BYTES * (labels.size + 1),
    });
    live.onItems((changed) => {
      this.forgotten++;
      if (changed === null) this.items.clear();
      else for (const id of changed) this.items.delete(id);
    });
  }

  /** By item, for all that are asked. */
  async find(view: MarketView, itemIds: readonly string[]): Promise<Map<string, string>> {
    const place = `${view.code} ${view.currencies.join(' ')}`;
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const id of itemIds) {
      const label = this.items.get(id)?.get(place);
      if (label === undefined) missing.push(id);
      else found.set(id, label);
    }
    if (missing.length === 0) return found;
    const { forgotten } = this;
    const prices = await this.pricesInMarket.execute({ market: view.code, itemIds: missing });
    for (const id of missing) {
      const label = JSON.stringify(prices.get(id)?.toJSON() ?? null);
      found.set(id, label);
      if (this.forgotten === forgotten) this.items.set(id, new Map(this.items.get(id)).set(place, label));
    }
    return found;
  }
}
