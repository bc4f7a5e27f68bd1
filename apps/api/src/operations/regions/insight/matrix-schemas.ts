import { FRESH_ACTIONS } from '@portolan/regions';
import { z } from 'zod';
import { date } from '../../../decisions/schemas';
import { categoryPath, instant, pageQuery, text, uuid } from '../../../http/schemas';

export const matrixQuery = pageQuery.extend({
  category: categoryPath.optional().meta({ description: 'Only what is in this category or below it' }),
  markets: text(1, 2_000).meta({
    description: 'Which markets are the columns, at most 300',
    examples: ['EU + CH'],
  }),
  at: date.optional(),
  knownAt: date.optional(),
  action: z.enum(FRESH_ACTIONS).default('acquire'),
  items: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .meta({ description: 'A row for each item in place of one for each category' }),
});

const cell = z
  .object({
    market: z.string(),
    state: z.enum(['open', 'partly', 'closed']),
    open: z.number().int(),
    closed: z.number().int(),
    reasons: z.array(z.object({ code: z.string(), count: z.number().int() })),
    asked: z.number().int().meta({
      description: 'Of how many closed items the reasons were asked, evenly spread over all of them.',
    }),
  })
  .meta({ id: 'MatrixCell' });

const row = z
  .object({
    category: z.string(),
    itemId: uuid.nullable(),
    title: z.string().nullable(),
    cells: z.array(cell),
  })
  .meta({ id: 'MatrixRow' });

export const matrix = z
  .object({
    epoch: z.number().int(),
    at: instant,
    knownAt: instant.nullable().meta({ description: 'null: as known now.' }),
    action: z.enum(FRESH_ACTIONS),
    markets: z.array(z.string()),
    data: z.array(row),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Matrix' });
