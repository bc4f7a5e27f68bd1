import { Injectable } from '@nestjs/common';
import type { Money, Page, PageRequest } from '@portolan/platform';
import { DecideAvailability, FindLegalTender, type LegalTender } from '@portolan/regions';
import { bestLocale } from '../../domain/locale';
import {
  InAppProductRepository,
  type StoredProduct,
} from '../../persistence/products/in-app-product-repository';

/** What buyers read of an in-app product. */
export interface ShelfProduct {
  id: string;
  sku: string;
  locale: string;
  title: string;
  description: string;
  /** Minor units. */
  price: { amount: number; currency: string };
}

/**
 * What may be sold inside an app in a market now, by id, in the nearest locale. Others are left out, so that a page may be
 * shorter than it was asked for. Whether the app itself may be seen has been decided before.
 * @throws DomainError `cursor-invalid`, `unknown-market`.
 */
@Injectable()
export class ListAppProducts {
  constructor(
    private readonly products: InAppProductRepository,
    private readonly decide: DecideAvailability,
    private readonly tender: FindLegalTender,
  ) {}

  async execute(
    { appId, market, locales }: { appId: string; market: string; locales: readonly string[] },
    page: PageRequest,
  ): Promise<Page<ShelfProduct>> {
    const { data, nextCursor } = await this.products.list(appId, page);
    const questions = data.map(({ id: itemId }) => ({ itemId, market, action: 'acquire' as const }));
    const decisions = await this.decide.execute({ questions });
    const tender = (await this.tender.execute({ markets: [market] })).get(market);
    const shown = data.flatMap((product, index): ShelfProduct[] => {
      const price = decisions[index]?.allowed === true ? priceIn(product, tender) : null;
      if (price === null) return [];
      const { id, sku, listings, defaultLocale } = product;
      const locale = bestLocale(Object.keys(listings), locales, defaultLocale);
      const { title, description } = listings[locale] ?? { title: sku, description: '' };
      return [{ id, sku, locale, title, description, price: price.toJSON() }];
    });
    return { data: shown, nextCursor };
  }
}

/** The nearest price in legal tender: the market's own, or that of what it is a subdivision of. */
function priceIn({ prices }: StoredProduct, tender: LegalTender | undefined): Money | null {
  for (const place of tender?.chain ?? []) {
    const money = prices.get(place)?.money;
    if (money !== undefined && tender?.currencies.includes(money.currency.code) === true) return money;
  }
  return null;
}
