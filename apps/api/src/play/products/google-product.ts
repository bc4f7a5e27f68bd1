import type { ProductRequest, ProductView, WrittenProduct } from '@portolan/catalog';
import { DomainError, Money } from '@portolan/platform';
import type { PriceBody, ProductBody } from './product-shapes';

const MICRO_DIGITS = 6;

interface GooglePrice {
  priceMicros: string;
  currency: string;
}

/** An `InAppProduct`. */
export interface GoogleProduct {
  packageName: string;
  sku: string;
  status: string;
  purchaseType: 'managedUser';
  defaultPrice: GooglePrice;
  prices: Record<string, GooglePrice>;
  listings: Record<string, { title: string; description: string }>;
  defaultLanguage: string;
}

export function googleProduct(packageName: string, product: ProductView): GoogleProduct {
  const { sku, status, listings, defaultLocale: defaultLanguage } = product;
  const prices = Object.entries(product.prices).map(([region, price]) => [region, toMicros(price)] as const);
  return {
    packageName,
    sku,
    status,
    purchaseType: 'managedUser',
    defaultPrice: toMicros(product.defaultPrice),
    prices: Object.fromEntries(prices),
    listings,
    defaultLanguage,
  };
}

/** What Google's shape has no place for. */
export function ownWords(product: ProductView | WrittenProduct, regionsVersion: string | null) {
  const { id, version, prices } = product;
  const converted = Object.entries(prices).flatMap(([region, price]) => (price.converted ? [region] : []));
  const leftOut = 'leftOut' in product ? product.leftOut : null;
  return {
    itemId: id,
    version,
    regionsVersion,
    convertedRegions: converted,
    ...(leftOut !== null && {
      leftOut: leftOut.map(({ market, code, detail }) => ({ regionCode: market, code, detail })),
    }),
  };
}

/**
 * What a client's product asks for.
 * @param sku by the address; the body may say the same or nothing
 * @throws DomainError `product-mismatch` for the name of another product or app, `purchase-type-unsupported`,
 *   `price-too-fine`, `currency-unknown`.
 */
export function changeOf(packageName: string, sku: string, body: ProductBody): ProductRequest['change'] {
  if ((body.sku ?? sku) !== sku || (body.packageName ?? packageName) !== packageName)
    throw new DomainError(
      'invalid',
      'product-mismatch',
      'The product names another sku or package than the address.',
    );
  const periods = [body.subscriptionPeriod, body.trialPeriod, body.gracePeriod];
  if (body.purchaseType === 'subscription' || periods.some((period) => (period ?? '') !== ''))
    throw new DomainError(
      'invalid',
      'purchase-type-unsupported',
      'Subscriptions are written by monetization.subscriptions, not as in-app products.',
    );
  const { status, listings, defaultPrice, prices } = body;
  return {
    status: status === 'statusUnspecified' ? undefined : (status ?? undefined),
    defaultLocale: body.defaultLanguage ?? undefined,
    listings: mapped(listings, ({ title, description }) => ({ title, description: description ?? '' })),
    defaultPrice: fromMicros(defaultPrice ?? null, 'defaultPrice') ?? undefined,
    prices: mapped(prices, (price, region) => fromMicros(price, `prices/${region}`)),
  };
}

function mapped<T, U>(
  map: Readonly<Record<string, T | null>> | null | undefined,
  read: (value: T, key: string) => U,
): Record<string, U | null> | undefined {
  if (map === null || map === undefined) return undefined;
  const entries = Object.entries(map).map(
    ([key, value]) => [key, value === null ? null : read(value, key)] as const,
  );
  return Object.fromEntries(entries);
}

function fromMicros(price: PriceBody | null, place: string): Money | null {
  if (price === null) return null;
  const { exponent } = Money.of(0n, price.currency).currency;
  const unit = 10n ** BigInt(MICRO_DIGITS - exponent);
  const micros = BigInt(price.priceMicros);
  if (micros % unit !== 0n)
    throw new DomainError(
      'invalid',
      'price-too-fine',
      `/${place}: ${price.currency} has ${exponent} digits behind the point, so that priceMicros is a multiple of ${unit}; ${micros} is none.`,
    );
  return Money.of(micros / unit, price.currency);
}

function toMicros({ amount, currency }: { amount: number; currency: string }): GooglePrice {
  const { exponent } = Money.of(0n, currency).currency;
  return { priceMicros: String(BigInt(amount) * 10n ** BigInt(MICRO_DIGITS - exponent)), currency };
}
