import { PRICES_MAX } from '@portolan/payments';
import { z } from 'zod';
import { currencyCode, instant, marketCode, pageQuery } from '../http/schemas';

const amount = z.number().int().min(0).max(999_999_999_999).meta({ description: 'Minor units' });

export const setPricesBody = z
  .strictObject({
    prices: z
      .array(
        z.strictObject({
          market: marketCode,
          amount,
          currency: currencyCode,
          taxInclusive: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(PRICES_MAX),
  })
  .meta({ id: 'SetPrices' });

export const price = z
  .object({
    market: marketCode,
    amount,
    currency: currencyCode,
    taxInclusive: z.boolean(),
    validFrom: instant,
    validUntil: instant.nullable(),
  })
  .meta({ id: 'Price' });

export const pricesQuery = pageQuery.extend({
  market: marketCode.optional(),
  history: z.enum(['true', 'false']).default('false').meta({ description: 'With the prices that are over' }),
});

/** The prices that were asked for, as they hold now. */
export const setPricesAnswer = z.object({ data: z.array(price) });
