import { FRESH_ACTIONS, ITEM_KINDS, PLAN_INTENTS } from '@portolan/regions';
import { z } from 'zod';
import { importQuery, rowRefusal } from '../../../csv/row-report';
import { date } from '../../../decisions/schemas';
import { categoryPath, text, uuid } from '../../../http/schemas';
import { marketScope, reason } from '../schemas';

const title = text(1, 200);
const ticket = text(1, 200).nullable();

export const planImportQuery = importQuery.extend({
  title: title.default("The store's plan from a file"),
  reason: reason.default('From a file'),
  ticket: ticket.optional(),
});

export const asOfQuery = z.object({ at: date.optional(), knownAt: date.optional() });
export const availabilityQuery = asOfQuery.extend({
  category: categoryPath.optional(),
  markets: text(1, 2_000).meta({ examples: ['EU + CH'] }),
  action: z.enum(FRESH_ACTIONS).default('acquire'),
});

const paths = z.array(text(1, 200)).max(200).default([]);
const ids = z.array(uuid).max(1_000).default([]);
const except = z
  .strictObject({ categories: paths, publisherIds: ids, itemIds: ids })
  .default({ categories: [], publisherIds: [], itemIds: [] });

export const selectorBody = z
  .strictObject({
    do: z.enum(PLAN_INTENTS).meta({
      description:
        'offer, withdraw: more specific rules that say otherwise stand, and are reported. close: what they offer is closed, too.',
    }),
    items: z
      .strictObject({
        kinds: z.array(z.enum(ITEM_KINDS)).max(3).default([]),
        categories: paths,
        publisherIds: ids,
        itemIds: ids,
        except,
      })
      .meta({
        description: 'An empty list puts no limit; `{}` means everything. What is excepted stays as it is.',
      }),
    markets: marketScope,
    actions: z.array(z.enum(FRESH_ACTIONS)).min(1).max(2).optional(),
    title,
    reason,
    ticket: ticket.optional(),
    dryRun: z.boolean().default(true).meta({ description: 'Only say what would be proposed.' }),
  })
  .meta({ id: 'BulkSelector' });

const edits = z.array(z.looseObject({ do: z.string() }));
const proposed = {
  applied: z.boolean().meta({ description: 'Whether the change set was made; else it is what it would be.' }),
  changeSetId: uuid
    .nullable()
    .meta({ description: 'The draft: preview, approve and apply it like any other.' }),
};

export const selectorReport = z
  .object({
    ...proposed,
    edits,
    selected: z.number().int().meta({ description: 'How many items there are now that are meant.' }),
    excepted: z.number().int(),
    kept: z.number().int().meta({
      description: 'How many of the selected some other rule keeps from what is wanted, in some market.',
    }),
    keptBy: z.array(z.string()).meta({ description: 'These rules of the plan.' }),
  })
  .meta({ id: 'BulkSelectorReport' });

export const planReport = z
  .object({
    ...proposed,
    counts: z.object({
      add: z.number().int(),
      replace: z.number().int(),
      remove: z.number().int(),
      unchanged: z.number().int(),
      refused: z.number().int(),
    }),
    rows: z.array(
      z.object({
        line: z.number().int(),
        outcome: z.enum(['add', 'replace', 'remove', 'unchanged', 'refused']),
        offerId: uuid.nullable(),
        refusal: rowRefusal.nullable(),
      }),
    ),
  })
  .meta({ id: 'PlanReport' });
