import { CHANGE_SET_STATES, FRESH_ACTIONS, MOST_EDITS, VISIBILITIES } from '@portolan/regions';
import { z } from 'zod';
import { date } from '../../../decisions/schemas';
import { instant, marketCode, text, uuid } from '../../../http/schemas';
import {
  credentialBody,
  credentialStatus,
  dealBody,
  marketStatus,
  offerBody,
  prohibitionBody,
  reason,
  requirementBody,
} from '../schemas';
import { paperEdits } from './paper-edit-schemas';
import { placeEdits } from './place-edit-schemas';

/** Shapes of change sets: each edit is the body of the single route, with `do` and the ids that stand in its path. */

const verb = <Verb extends string>(name: Verb) => ({ do: z.literal(name) });
const newId = uuid.optional().meta({ description: 'Of the new rule, so that later edits can name it.' });

const edit = z
  .discriminatedUnion('do', [
    offerBody.extend({ ...verb('set-plan'), newId, offerId: uuid.optional() }),
    z.strictObject({ ...verb('remove-plan'), offerId: uuid }),
    requirementBody.extend({ ...verb('put-requirement'), newId, requirementId: uuid.optional() }),
    z.strictObject({ ...verb('end-requirement'), requirementId: uuid, reason }),
    prohibitionBody.extend({ ...verb('issue-prohibition'), newId }),
    z.strictObject({ ...verb('lift-prohibition'), prohibitionId: uuid, reason }),
    dealBody.extend({ ...verb('record-deal'), newId }),
    credentialBody.extend({ ...verb('record-credential'), newId }),
    z.strictObject({
      ...verb('change-credential-status'),
      credentialId: uuid,
      status: credentialStatus,
      from: date.optional(),
      reason,
    }),
    z.strictObject({
      ...verb('change-market-status'),
      market: marketCode,
      status: marketStatus,
      from: date.optional(),
      reason,
    }),
    ...paperEdits,
    ...placeEdits,
  ])
  .meta({ id: 'ChangeSetEdit' });

export const editsBody = z
  .strictObject({ edits: z.array(edit).min(1).max(MOST_EDITS) })
  .meta({ id: 'ChangeSetEdits' });

export const simulationBody = editsBody
  .extend({ at: date.optional().meta({ description: 'By when, if not now: a later instant.' }) })
  .meta({ id: 'Simulation' });

export const changeSetBody = editsBody
  .extend({ title: text(1, 200), reason, ticket: text(1, 200).nullable().optional() })
  .meta({ id: 'ProposeChangeSet' });

export const hashBody = z
  .strictObject({ hash: text(1, 100).meta({ description: 'Of the preview that was looked at.' }) })
  .meta({ id: 'PreviewHash' });

const localTime = text(16, 19).meta({ examples: ['2026-12-01T00:00'] });
const due = z.union([
  z.strictObject({ at: date }),
  z.strictObject({
    local: localTime,
    markets: z.array(marketCode).min(1).max(512),
    edge: z.enum(['primary', 'earliest', 'latest']).meta({
      description:
        'Where the local time comes first or last in any zone of any of the markets; `primary`: in the zone of the one market that is named.',
    }),
  }),
]);
export const scheduleBody = hashBody.extend({ due }).meta({ id: 'ScheduleChangeSet' });

const state = z.enum(CHANGE_SET_STATES);
export { state as changeSetState };

const setVisibility = z.enum(['staff', 'legal']).meta({
  description: 'legal: it is about what is kept for that role; others read no name of it.',
});

const summary = z.object({
  id: uuid,
  title: z.string().nullable().meta({ description: 'null: kept for the role legal.' }),
  reason: z.string().nullable().meta({ description: 'null: kept for the role legal.' }),
  ticket: z.string().nullable(),
  visibility: setVisibility,
  state,
  reverts: uuid.nullable(),
  proposedBy: uuid,
  createdAt: instant,
  updatedAt: instant,
  needsApproval: z.boolean(),
  needsLegal: z.boolean(),
  previewHash: z.string().nullable(),
  previewEpoch: z.number().int().nullable(),
  previewedAt: instant.nullable(),
  approvedBy: uuid.nullable(),
  approvedAt: instant.nullable(),
  scheduledFor: instant.nullable(),
  suspendedBecause: z.string().nullable(),
  appliedBy: z.string().nullable(),
  appliedAt: instant.nullable(),
  appliedEpoch: z.number().int().nullable(),
});
export const changeSetSummary = summary.meta({ id: 'ChangeSetSummary' });

const anyEdit = z.looseObject({ do: z.string().meta({ examples: ['change-market-status'] }) });
export const changeSet = summary.extend({ edits: z.array(anyEdit) }).meta({ id: 'ChangeSet' });

const named = z.object({ itemId: uuid, title: z.string().nullable() });

const stillClosed = z
  .object({
    touched: z.number().int().meta({
      description:
        'Exact: cells in the scopes of the rules that change and in the markets whose status does.',
    }),
    cells: z.number().int().meta({ description: 'Exact: how many of them are closed afterwards.' }),
    sampled: z.number().int().meta({
      description: 'How many of those were asked why: all up to 500, otherwise 500 that are spread evenly.',
    }),
    reasons: z
      .array(
        z.object({
          layer: z.string(),
          code: z.string(),
          ruleId: uuid.nullable(),
          legalBasis: z.string().nullable(),
          visibility: z.enum(VISIBILITIES),
          cells: z.number().int().meta({ description: 'Of the sampled; one cell may have several reasons.' }),
          markets: z.array(z.string()),
          items: z.array(named),
        }),
      )
      .meta({ description: 'The 10 most frequent, each with the first markets and items that were met.' }),
  })
  .meta({ id: 'StillClosed', description: 'What stays closed where the edits have a say, and by what.' });

const holders = z
  .object({
    lost: z.number().int().meta({ description: 'Items owned, once for each owner, that lose an action.' }),
    gained: z.number().int(),
    isComplete: z.boolean().meta({
      description: 'Otherwise only the 1,000 pairs of item and market with most holders were asked.',
    }),
    first: z.array(
      named.extend({
        market: z.string().meta({ description: 'Where the holders acquired it.' }),
        action: z.enum(['redownload', 'update']),
        change: z.enum(['lost', 'gained']),
        holders: z.number().int(),
      }),
    ),
  })
  .meta({
    id: 'HoldersAffected',
    description: 'Exact as far as isComplete; there are no subscriptions yet.',
  });

const cells = z.object({
  at: instant,
  gained: z.number().int().meta({ description: 'Cells: items x markets x actions.' }),
  lost: z.number().int(),
  counts: z.array(
    z.object({
      market: z.string(),
      action: z.enum(FRESH_ACTIONS),
      category: z.string(),
      gained: z.number().int(),
      lost: z.number().int(),
    }),
  ),
  firstGained: z
    .array(named)
    .meta({ description: 'The first 20 items that become available somewhere, all actions together.' }),
  firstLost: z.array(named),
});

export const ruleDiff = cells
  .extend({
    hash: z.string().meta({ description: 'Of all that is gained and lost, at `at` and at each of `later`.' }),
    epoch: z.number().int(),
    itemRevision: z.number().int(),
    opens: z.boolean().meta({
      description:
        'Whether it opens something, now, later or for items to come: then a second person approves it.',
    }),
    needsLegal: z.boolean().meta({
      description:
        'Whether a prohibition is lifted or denies less: then somebody of the role legal approves it.',
    }),
    later: z.array(cells.meta({ id: 'LaterDiff' })).meta({
      description:
        'By each later instant at which something that the edits say, or take back, begins or ends: what is then other than without them.',
    }),
    isLaterComplete: z.boolean().meta({
      description:
        'Otherwise the edits name more than the 8 instants of `later`, which then holds those first at which something begins; or the set is kept for the role legal, and others read none of them.',
    }),
    visibility: setVisibility,
    stillClosed,
    holders: holders.nullable().meta({ description: 'null: nobody here knows who has what.' }),
  })
  .meta({ id: 'RuleDiff' });

export const preview = z.object({ set: changeSetSummary, diff: ruleDiff }).meta({ id: 'ChangeSetPreview' });
