import type { ProductStatus, ProductText } from '../../domain/product/in-app-product';
import type { StoredProduct } from '../../persistence/products/in-app-product-repository';
import type { UnpricedRegion } from './price-converter';

/** Minor units. */
export interface Amount {
  amount: number;
  currency: string;
}

/** An in-app product as its publisher reads it. Times are RFC 3339. */
export interface ProductView {
  /** Of the item: what decisions about availability are asked by. */
  id: string;
  sku: string;
  status: ProductStatus;
  defaultLocale: string;
  listings: Readonly<Record<string, ProductText>>;
  defaultPrice: Amount;
  /** By region. `converted`: worked out from the default price. */
  prices: Record<string, Amount & { converted: boolean }>;
  /** Raised by every change. */
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A product after a change. */
export interface WrittenProduct extends ProductView {
  /** Where prices were to be worked out and could not be. */
  leftOut: UnpricedRegion[];
}

export function viewProduct(product: StoredProduct): ProductView {
  const prices = [...product.prices].map(([region, { money, converted }]) => {
    return [region, { ...money.toJSON(), converted }] as const;
  });
  return {
    id: product.id,
    sku: product.sku,
    status: product.status,
    defaultLocale: product.defaultLocale,
    listings: inOrder(Object.entries(product.listings)),
    defaultPrice: product.defaultPrice.toJSON(),
    prices: inOrder(prices),
    version: product.version,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.updatedAt.toISOString(),
  };
}

/** A map that reads the same whenever it is read. */
function inOrder<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the audit log keeps of a product: of its prices those that a change is about. */
export function auditProduct(product: StoredProduct | null, regions: readonly string[]): object | null {
  if (product === null) return null;
  const { sku, appId, status, defaultLocale, listings, defaultPrice, prices } = product;
  const named = regions.map((region) => [region, prices.get(region)?.money.toJSON() ?? null] as const);
  const facts = { sku, appId, status, defaultLocale, listings, defaultPrice: defaultPrice.toJSON() };
  return { ...facts, prices: Object.fromEntries(named) };
}
