import { Injectable } from '@nestjs/common';
import { Clock, DomainError, Ids } from '@portolan/platform';
import { FindLegalTender } from '@portolan/regions';
import { changedProduct, type ProductChange } from '../../domain/product/in-app-product';
import { checkProductId } from '../../domain/product/product-id';
import {
  changedPrices,
  checkPrices,
  filledPrices,
  type PriceChanges,
  REGION_PRICES_MAX,
  samePrices,
} from '../../domain/product/region-prices';
import type { App } from '../../persistence/apps/app.entity';
import type { StoredProduct } from '../../persistence/products/in-app-product-repository';
import { PriceConverter, type UnpricedRegion } from './price-converter';

export interface ProductRequest {
  sku: string;
  /**
   * `insert`: a new one. `replace`: everything is said anew, but prices of regions that are not named stay. `patch`: what is
   * not named stays.
   */
  how: 'insert' | 'replace' | 'patch';
  /** `replace` and `patch`: what is not there yet is made. */
  allowMissing?: boolean | undefined;
  /** Works out the prices of regions that nobody has set one for, from the default price. */
  convertMissing?: boolean | undefined;
  change: ProductChange & { prices?: PriceChanges | undefined };
  /** The version that the caller has seen. */
  expectedVersion?: number | undefined;
}

/** A product as it would be, before anything is written. */
export interface DraftedProduct {
  before: StoredProduct | null;
  after: StoredProduct;
  isChanged: boolean;
  /** Where prices differ. */
  regions: string[];
  leftOut: UnpricedRegion[];
}

/**
 * Works out what a request makes of a product.
 * @throws DomainError `product-id-invalid`, `product-id-taken` (409), `product-changed` (412), `product-invalid`,
 *   `prices-invalid`, `exchange-rate-unknown`, and what is thrown for an amount that could never be charged.
 */
@Injectable()
export class DraftProduct {
  constructor(
    private readonly tender: FindLegalTender,
    private readonly converter: PriceConverter,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(app: App, before: StoredProduct | null, request: ProductRequest): Promise<DraftedProduct> {
    const { sku, how, change, expectedVersion } = request;
    if (before === null) checkProductId(sku);
    else if (how === 'insert')
      throw new DomainError('conflict', 'product-id-taken', `The app has a product "${sku}" already.`);
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0))
      throw new DomainError(
        'precondition-failed',
        'product-changed',
        'Somebody else changed the product first.',
      );
    const facts = changedProduct(before, change, how !== 'patch', app.defaultLocale);
    const named = change.prices ?? {};
    await this.check(named);
    let prices = changedPrices(before?.prices ?? new Map(), named);
    let leftOut: UnpricedRegion[] = [];
    if (request.convertMissing === true) {
      const converted = await this.converter.convert(facts.defaultPrice);
      prices = filledPrices(prices, converted.prices, named);
      leftOut = converted.leftOut.filter(({ market }) => !prices.has(market));
    }
    const now = this.clock.now();
    const origin = before ?? { id: this.ids.next(), appId: app.id, sku, version: 0, createdAt: now };
    const { id, appId, version, createdAt } = origin;
    const after = { id, appId, sku, createdAt, ...facts, prices, version: version + 1, updatedAt: now };
    const isChanged = before === null || !isSame(before, after);
    const regions = differing(before, after);
    return { before, after: isChanged ? after : before, isChanged, regions, leftOut };
  }

  private async check(named: PriceChanges): Promise<void> {
    const regions = Object.keys(named);
    if (regions.length > REGION_PRICES_MAX)
      throw new DomainError(
        'invalid',
        'prices-invalid',
        `A product has at most ${REGION_PRICES_MAX} prices.`,
      );
    if (regions.length === 0) return;
    const tender = await this.tender.execute({ markets: regions });
    checkPrices(named, (region) => tender.get(region)?.currencies ?? null);
  }
}

function isSame(a: StoredProduct, b: StoredProduct): boolean {
  return (
    a.status === b.status &&
    a.defaultLocale === b.defaultLocale &&
    a.defaultPrice.equals(b.defaultPrice) &&
    textsOf(a) === textsOf(b) &&
    samePrices(a.prices, b.prices)
  );
}

function textsOf({ listings }: StoredProduct): string {
  const texts = Object.entries(listings).map(([locale, { title, description }]) => [
    locale,
    title,
    description,
  ]);
  return JSON.stringify(texts.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function differing(before: StoredProduct | null, after: StoredProduct): string[] {
  const regions = new Set([...(before?.prices.keys() ?? []), ...after.prices.keys()]);
  return [...regions].filter((region) => {
    const [old, now] = [before?.prices.get(region)?.money, after.prices.get(region)?.money];
    return old === undefined || now === undefined || !old.equals(now);
  });
}
