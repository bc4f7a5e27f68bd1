import { ACTIONS, VISIBILITIES } from '@portolan/regions';
import { z } from 'zod';
import { instant, marketCode, text, uuid } from '../http/schemas';

export const action = z.enum(ACTIONS);
const visibility = z.enum(VISIBILITIES);

/** An instant of a request as the use cases take it. */
export const date = instant.transform((value) => new Date(value));

const reason = z
  .object({
    layer: z.enum(['prohibition', 'requirement', 'offer', 'state', 'context']),
    code: z
      .string()
      .meta({ description: 'FAMILY.CODE, an open list', examples: ['COMMERCIAL.MARKET_CLOSED'] }),
    itemId: uuid,
    market: z.string(),
    ruleId: uuid.nullable(),
    conflictsWith: z.array(uuid),
    credentialId: uuid.nullable(),
    legalBasis: z.string().nullable(),
    authority: z.object({ name: z.string(), url: z.string().nullable() }).nullable(),
    since: instant.nullable(),
    until: instant.nullable(),
    visibility,
  })
  .meta({ id: 'AvailabilityReason' });

const unlockStep = z
  .looseObject({ do: z.string().meta({ examples: ['verify-credential', 'open-market'] }), visibility })
  .meta({ id: 'UnlockStep' });

const boundaryCause = z.object({ what: z.string(), id: z.string(), visibility });

/** The answer to one question, as far as its reader may know it. */
export const decision = z
  .object({
    itemId: uuid,
    market: z.string(),
    action,
    at: instant,
    epoch: z.number().int(),
    allowed: z.boolean(),
    state: z.enum(['available', 'preorder', 'coming-soon', 'not-offered', 'blocked', 'hidden']),
    reasons: z.array(reason),
    advisories: z.array(reason),
    unlock: z.array(z.array(unlockStep)),
    nextChange: z.object({ at: instant, allowed: z.boolean(), why: z.array(boundaryCause) }).nullable(),
  })
  .meta({ id: 'Decision' });

const about = {
  item: uuid.optional().meta({ description: "The item's id" }),
  package: text(1, 255).optional().meta({ description: "Or an app's package name" }),
  device: text(1, 100).optional().meta({ description: "Or a device's slug" }),
};

const oneName = (named: { item?: unknown; package?: unknown; device?: unknown }): boolean =>
  [named.item, named.package, named.device].filter((name) => name !== undefined).length === 1;

export const availabilityQuery = z
  .object({
    ...about,
    market: marketCode,
    action: action.default('acquire'),
    at: date.optional(),
    knownAt: date.optional(),
  })
  .refine(oneName, 'names exactly one of item, package and device');

const question = z.strictObject({
  item: uuid,
  market: marketCode,
  action: action.default('acquire'),
  at: date.optional(),
});

export const batchBody = z
  .strictObject({
    questions: z.array(question).min(1).max(1_000),
    knownAt: date.optional().meta({ description: 'Staff: by what was known then.' }),
  })
  .meta({ id: 'AvailabilityBatch' });

export const batchAnswer = z
  .object({ answers: z.array(decision.nullable()).meta({ description: 'In the order of the questions.' }) })
  .meta({ id: 'AvailabilityAnswers' });
