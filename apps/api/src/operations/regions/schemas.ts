import {
  CREDENTIAL_STATUSES,
  DEAL_KINDS,
  ENFORCEMENTS,
  FRESH_ACTIONS,
  ITEM_KINDS,
  MARKET_STATUSES,
  RETENTIONS,
  VISIBILITIES,
} from '@portolan/regions';
import { z } from 'zod';
import { action, date } from '../../decisions/schemas';
import { instant, pageQuery, text, uuid } from '../../http/schemas';

/** Shapes of rules that the controllers of this folder share. */

/** Of single routes whose effect may be to open something. */
export const TAKES_TWO =
  'What may open something takes two people: it is refused with 409 `approval-required`, and `proposal` in the answer is the change set that does it.';

const list = <T extends z.ZodType>(item: T, most: number) => z.array(item).max(most);
const credentialType = z
  .string()
  .max(60)
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/,
    'must be a credential type such as radio.fcc',
  );
const path = text(1, 200);

export const reason = text(1, 2_000).meta({ description: 'Why; kept with the change, for staff.' });
export const because = z.strictObject({ reason }).meta({ id: 'Because' });
/** Codes of any market or group; whether there is one is for the use case to say. */
export const placeCode = text(1, 32);

export const marketScope = z
  .strictObject({
    expression: text(1, 8_192).meta({ examples: ['WORLD - EU + FR'] }),
    coversFutureMarkets: z
      .boolean()
      .meta({ description: 'Whether markets that are added later are covered.' }),
  })
  .meta({ id: 'MarketScope' });

export const itemScope = z
  .strictObject({
    kinds: list(z.enum(ITEM_KINDS), 3),
    categories: list(path, 200),
    exceptCategories: list(path, 200),
    publisherIds: list(uuid, 1_000),
    itemIds: list(uuid, 1_000),
    where: z.record(z.string(), z.unknown()).nullable().meta({ description: 'A predicate over attributes.' }),
  })
  .partial()
  .meta({ id: 'ItemScope', description: 'What is left out puts no limit.' });

export const period = z
  .strictObject({ from: date.nullable(), until: date.nullable() })
  .partial()
  .meta({ id: 'Period' });

const enforcement = z.enum(ENFORCEMENTS);
const dealKind = z.enum(DEAL_KINDS);
const visibility = z.enum(VISIBILITIES);
const freshActions = list(z.enum(FRESH_ACTIONS), 2).min(1);
export const retention = z.enum(RETENTIONS);
export const credentialStatus = z.enum(CREDENTIAL_STATUSES);
export const marketStatus = z.enum(MARKET_STATUSES);
const authority = z.strictObject({ name: text(1, 200), url: text(1, 500).nullable() });
const legalBasis = text(1, 500).nullable();

export const prohibitionBody = z
  .strictObject({
    type: text(1, 60).meta({ examples: ['court-injunction'] }),
    items: itemScope,
    markets: marketScope,
    actions: freshActions.optional(),
    valid: period.optional(),
    exemptingCredentialType: credentialType.nullable().optional(),
    retention,
    legalBasis: legalBasis.optional(),
    authority: authority.nullable().optional(),
    visibility: visibility.optional(),
    reason,
  })
  .meta({ id: 'IssueProhibition' });

export const requirementBody = z
  .strictObject({
    items: itemScope,
    markets: marketScope,
    actions: list(action, 5).min(1),
    valid: period.optional(),
    anyOf: list(list(credentialType, 20).min(1), 20).min(1),
    standards: list(text(1, 60), 50).optional(),
    enforcement,
    missingCode: text(1, 100),
    legalBasis: legalBasis.optional(),
    visibility: visibility.optional(),
  })
  .meta({ id: 'PutRequirement' });

const holder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator') }),
  z.strictObject({ kind: z.literal('publisher'), publisherId: uuid }),
]);

export const credentialBody = z
  .strictObject({
    type: credentialType,
    holder,
    issuer: text(1, 200),
    number: text(1, 200).nullable().optional(),
    items: itemScope,
    markets: marketScope,
    standards: list(text(1, 60), 50).nullable().optional(),
    valid: period.optional(),
    status: z.enum(['draft', 'submitted']).optional(),
    dealId: uuid.nullable().optional(),
    conditions: list(text(1, 500), 50).optional(),
    evidence: text(1, 500).nullable().optional(),
    supersedes: uuid
      .nullable()
      .optional()
      .meta({ description: 'Whose place it takes; that one lapses when this one is verified.' }),
  })
  .meta({ id: 'RecordCredential' });

export const dealBody = z
  .strictObject({
    kind: dealKind,
    counterparty: text(1, 200),
    title: text(1, 300),
    valid: period.optional(),
  })
  .meta({ id: 'RecordDeal' });

export const offerBody = z
  .strictObject({
    category: path.nullable().optional(),
    publisherId: uuid.nullable().optional(),
    itemId: uuid.nullable().optional(),
    markets: marketScope,
    actions: freshActions.optional(),
    offered: z.boolean(),
    valid: period.optional(),
  })
  .meta({ id: 'PutOffer' });

const ended = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .optional();
export const rulesQuery = pageQuery.extend({ ended, type: text(1, 60).optional(), itemId: uuid.optional() });
export const requirementsQuery = pageQuery.extend({ ended, credentialType: text(1, 60).optional() });
export const offersQuery = pageQuery.extend({ ended, category: path.optional() });
export const credentialsQuery = pageQuery.extend({
  type: text(1, 60).optional(),
  status: credentialStatus.optional(),
  publisherId: uuid.optional(),
});

const span = z.object({ from: instant.nullable(), until: instant.nullable() });
const recorded = { id: uuid, valid: span, recordedAt: instant };
const scoped = { items: itemScope, markets: marketScope };

export const prohibition = prohibitionBody
  .omit({ valid: true })
  .extend({ ...recorded, ...scoped })
  .meta({ id: 'Prohibition' });
export const requirement = requirementBody
  .omit({ valid: true })
  .extend({ ...recorded, ...scoped })
  .meta({ id: 'Requirement' });
export const credential = credentialBody
  .omit({ valid: true, status: true })
  .extend({ ...recorded, ...scoped, status: credentialStatus, statusReason: z.string().nullable() })
  .meta({ id: 'Credential' });
export const deal = dealBody.omit({ valid: true }).extend(recorded).meta({ id: 'Deal' });
export const offer = offerBody
  .omit({ valid: true })
  .extend({ ...recorded, markets: marketScope })
  .meta({ id: 'Offer' });
