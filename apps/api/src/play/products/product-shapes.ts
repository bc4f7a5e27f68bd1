import { PRODUCT_TEXT_LIMITS, REGION_PRICES_MAX } from '@portolan/catalog';
import { z } from 'zod';
import { currencyCode, locale, marketCode, text } from '../../http/schemas';
import { flag } from '../google-shapes';

/** Millionths of the currency's whole unit, as a string of digits or a number. */
const priceBody = z.looseObject({
  priceMicros: z.union([
    z.string().regex(/^\d{1,18}$/, 'must be a whole number of millionths'),
    z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  ]),
  currency: currencyCode,
});
export type PriceBody = z.infer<typeof priceBody>;

const textBody = z.looseObject({
  title: text(0, 2 * PRODUCT_TEXT_LIMITS.title),
  description: text(0, 2 * PRODUCT_TEXT_LIMITS.description).nullish(),
});

/** A map by words of a form, of which there are no more than so many. */
const mapOf = <T extends z.ZodType>(key: z.ZodType<string>, value: T, max: number, what: string) =>
  z
    .record(key as z.ZodString, value.nullable())
    .refine((map) => Object.keys(map).length <= max, `has more than ${max} ${what}`);

/** An `InAppProduct` as clients send it. `null` in a map takes that member away. */
export const productBody = z.looseObject({
  packageName: z.string().max(255).nullish(),
  sku: z.string().max(200).nullish(),
  status: z.enum(['active', 'inactive', 'statusUnspecified']).nullish(),
  purchaseType: z.enum(['managedUser', 'subscription', 'purchaseTypeUnspecified']).nullish(),
  defaultLanguage: locale.nullish(),
  listings: mapOf(locale, textBody, 200, 'languages').nullish(),
  defaultPrice: priceBody.nullish(),
  prices: mapOf(marketCode, priceBody, REGION_PRICES_MAX, 'regions').nullish(),
  subscriptionPeriod: z.string().max(20).nullish(),
  trialPeriod: z.string().max(20).nullish(),
  gracePeriod: z.string().max(20).nullish(),
});
export type ProductBody = z.infer<typeof productBody>;

export const writeQuery = z.looseObject({ autoConvertMissingPrices: flag, allowMissing: flag });
export const listQuery = z.looseObject({ token: z.string().max(1_000).optional() });

/** One more than may be asked for, so that asking for too many says so. */
const skus = z.array(z.string().max(200)).max(1_000);
export const batchGetQuery = z.looseObject({
  sku: z.union([
    z
      .string()
      .max(200)
      .transform((one) => [one]),
    skus,
  ]),
});

/** The requests of a batch: those to delete have no product. */
export const batchBody = z.looseObject({
  requests: z
    .array(
      z.looseObject({
        packageName: z.string().max(255).nullish(),
        sku: z.string().max(200).nullish(),
        inappproduct: productBody.optional(),
        allowMissing: z.boolean().nullish(),
        autoConvertMissingPrices: z.boolean().nullish(),
      }),
    )
    .max(1_000),
});
