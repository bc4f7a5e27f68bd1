import { z } from 'zod';
import { marketCode, text } from '../../../http/schemas';

/** Codes for places that are made; whether one is taken is for the use case to say. */
export const newPlaceCode = z
  .string()
  .max(32)
  .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'must be capitals and digits, with hyphens inside');

export const groupBody = z.strictObject({
  code: newPlaceCode.meta({ examples: ['LAUNCH-1'] }),
  name: text(1, 200),
  members: z.array(marketCode).max(512).meta({ description: 'Markets that belong to it at every time.' }),
});

export const marketBody = z.strictObject({
  code: newPlaceCode.meta({ examples: ['US-CA'] }),
  name: text(1, 200),
  parent: marketCode.nullable().optional(),
  zone: text(1, 60).meta({ examples: ['America/Los_Angeles'] }),
  currencies: z.array(text(3, 3)).min(1).max(5).meta({ description: 'Legal tender, ISO 4217.' }),
});
