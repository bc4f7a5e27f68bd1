import { DomainError, type FieldError, type Money } from '@portolan/platform';

export const IN_APP_PRODUCTS_PER_APP = 1_000;
/** What one request may write or read at once. */
export const PRODUCTS_AT_ONCE = 100;
export const PRODUCT_LISTINGS_MAX = 100;
/** Characters (UTF-16 code units). */
export const PRODUCT_TEXT_LIMITS = { title: 55, description: 200 } as const;

export const PRODUCT_STATUSES = ['active', 'inactive'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** What buyers read of a product in one locale. Plain text. */
export interface ProductText {
  title: string;
  description: string;
}

/** A product without its prices by region. */
export interface ProductFacts {
  status: ProductStatus;
  /** The locale that stands in where a reader's own is missing; there is a text in it. */
  defaultLocale: string;
  listings: Readonly<Record<string, ProductText>>;
  /** What other regions' prices are worked out from. */
  defaultPrice: Money;
}

/** What to change; what is left out stays. A `null` in `listings` takes that text away. */
export interface ProductChange {
  status?: ProductStatus | undefined;
  defaultLocale?: string | undefined;
  listings?: Readonly<Record<string, ProductText | null>> | undefined;
  defaultPrice?: Money | undefined;
}

/**
 * A product as it is after a change.
 * @param before `null`: there is none yet, and all but the locale has to be said
 * @param isWhole the texts of `change` take the place of all there are
 * @param fallbackLocale the app's
 * @throws DomainError `product-invalid` with every field at fault; `currency-unknown`, `price-not-chargeable`,
 *   `price-below-minimum`, `amount-out-of-range` for a default price that could never be charged.
 */
export function changedProduct(
  before: ProductFacts | null,
  change: ProductChange,
  isWhole: boolean,
  fallbackLocale: string,
): ProductFacts {
  const errors: FieldError[] = [];
  const missing = (pointer: string, detail: string) => errors.push({ pointer, code: 'missing', detail });
  const status = change.status ?? (isWhole ? undefined : before?.status);
  const defaultPrice = change.defaultPrice ?? (isWhole ? undefined : before?.defaultPrice);
  const defaultLocale = change.defaultLocale ?? before?.defaultLocale ?? fallbackLocale;
  if (status === undefined) missing('/status', 'Say whether the product is active or inactive.');
  if (defaultPrice === undefined) missing('/defaultPrice', 'A product has a default price.');
  const listings: Record<string, ProductText> = {};
  for (const [locale, given] of Object.entries({
    ...(isWhole ? {} : before?.listings),
    ...change.listings,
  }))
    if (given !== null) listings[locale] = checkedText(given, `/listings/${locale}`, errors);
  if (listings[defaultLocale] === undefined)
    missing(`/listings/${defaultLocale}`, 'There has to be a text in the default language.');
  if (Object.keys(listings).length > PRODUCT_LISTINGS_MAX)
    errors.push({
      pointer: '/listings',
      code: 'too-many',
      detail: `A product has at most ${PRODUCT_LISTINGS_MAX} texts.`,
    });
  if (errors.length > 0 || status === undefined || defaultPrice === undefined)
    throw new DomainError('invalid', 'product-invalid', 'The product cannot be written as it is.', {
      errors: errors.slice(0, 50),
    });
  defaultPrice.assertChargeable();
  return { status, defaultLocale, listings, defaultPrice };
}

function checkedText(text: ProductText, pointer: string, errors: FieldError[]): ProductText {
  const trimmed = { title: text.title.trim(), description: text.description.trim() };
  for (const [field, limit] of Object.entries(PRODUCT_TEXT_LIMITS))
    if (trimmed[field as keyof ProductText].length > limit)
      errors.push({
        pointer: `${pointer}/${field}`,
        code: 'too-long',
        detail: `At most ${limit} characters.`,
      });
  if (trimmed.title === '')
    errors.push({ pointer: `${pointer}/title`, code: 'empty', detail: 'A product needs a title.' });
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(trimmed.title))
    errors.push({ pointer: `${pointer}/title`, code: 'control-character', detail: 'A title is one line.' });
  return trimmed;
}
