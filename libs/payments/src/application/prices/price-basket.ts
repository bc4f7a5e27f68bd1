import { Injectable } from '@nestjs/common';
import { DomainError, notFound } from '@portolan/platform';
import type { OrderLine } from '../../domain/orders/order';
import { ItemDirectory } from '../ports/item-directory';
import { PricesInForce } from './prices-in-force';

/** A line before it has an id; `currency` is null for what is free. */
export type PricedLine = Omit<OrderLine, 'id'> & { currency: string | null };

/** What a basket costs now, line by line, in the caller's transaction. */
@Injectable()
export class PriceBasket {
  constructor(
    private readonly items: ItemDirectory,
    private readonly prices: PricesInForce,
  ) {}

  /**
   * @returns in the order of the ids
   * @throws DomainError `item-not-found`, `price-missing` (409), `currency-mixed` (409).
   */
  async execute({ market, itemIds }: { market: string; itemIds: readonly string[] }): Promise<PricedLine[]> {
    const described = await this.items.describe(itemIds);
    const prices = await this.prices.execute({ market, itemIds });
    const lines = itemIds.map((itemId): PricedLine => {
      const item = described.get(itemId);
      if (item === undefined) throw notFound('item');
      const { kind, title, publisherId, free } = item;
      if (free) return { itemId, kind, title, publisherId, amount: 0n, taxInclusive: true, currency: null };
      const price = prices.get(itemId);
      if (price === undefined)
        throw new DomainError('conflict', 'price-missing', `"${title}" has no price in ${market}.`);
      const { money, taxInclusive } = price;
      return {
        itemId,
        kind,
        title,
        publisherId,
        amount: money.amount,
        taxInclusive,
        currency: money.currency.code,
      };
    });
    const currencies = new Set(lines.flatMap(({ currency }) => currency ?? []));
    if (currencies.size > 1) {
      throw new DomainError(
        'conflict',
        'currency-mixed',
        'The items are priced in several currencies: order them apart.',
        {
          extra: { currencies: [...currencies] },
        },
      );
    }
    return lines;
  }
}
