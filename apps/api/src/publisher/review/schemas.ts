import { RETENTIONS } from '@portolan/regions';
import { z } from 'zod';
import { instant, packageName, pageOf, text, uuid } from '../../http/schemas';

/** Shapes of appeals, strikes and takedowns. */

export const policyCodes = z.array(z.string());
export const appealBody = z.strictObject({ message: text(1, 2_000) }).meta({ id: 'FileAppeal' });
export const appealFields = {
  id: uuid,
  appId: uuid,
  packageName,
  releaseId: uuid.nullable().meta({ description: 'Its rejection is appealed; null: a strike is.' }),
  strikeId: uuid.nullable(),
  message: z.string(),
  filedAt: instant,
  decision: z.object({ outcome: z.enum(['granted', 'denied']), message: z.string(), at: instant }).nullable(),
};
export const appeal = z.object(appealFields).meta({ id: 'Appeal' });

export const strike = z
  .object({
    id: uuid,
    appId: uuid,
    rejectionId: uuid.nullable(),
    takedownId: uuid.nullable(),
    policies: policyCodes,
    message: z.string(),
    issuedAt: instant,
    expiresAt: instant,
    liftedAt: instant.nullable().meta({ description: 'When it was taken back, by staff or by an appeal.' }),
    liftMessage: z.string().nullable().meta({ description: 'Why it was taken back.' }),
    active: z.boolean().meta({ description: 'Whether it counts.' }),
  })
  .meta({ id: 'Strike' });
export const strikeList = pageOf(strike)
  .extend({
    active: z.number().int().meta({ description: 'How many count now.' }),
    limit: z.number().int().meta({ description: 'With so many nothing can be submitted.' }),
  })
  .meta({ id: 'StrikeList' });

export const takedownFields = {
  id: uuid,
  appId: uuid,
  packageName,
  markets: z.string().meta({ description: 'As it was written: `WORLD`, `DE + FR`.' }),
  retention: z.enum(RETENTIONS).meta({ description: 'What those who have the app keep.' }),
  policies: policyCodes,
  message: z.string(),
  issuedAt: instant,
  liftedAt: instant.nullable().meta({ description: 'Null: it is in force.' }),
};
export const takedown = z.object(takedownFields).meta({ id: 'Takedown' });
