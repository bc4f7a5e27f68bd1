import { z } from 'zod';
import { instant, text } from '../http/schemas';

/** Selections of territories, of apps and of devices. */

export const selectionBody = z
  .strictObject({
    expression: text(1, 8_192).meta({ examples: ['WORLD - US'] }),
    coversFutureMarkets: z
      .boolean()
      .meta({ description: 'Whether markets that are added later are covered.' }),
  })
  .meta({ id: 'SelectTerritories' });

export const territories = z
  .object({
    expression: z.string().nullable(),
    coversFutureMarkets: z.boolean(),
    since: instant.nullable(),
    markets: z.array(z.string()),
    version: z.number().int(),
  })
  .meta({ id: 'Territories' });
