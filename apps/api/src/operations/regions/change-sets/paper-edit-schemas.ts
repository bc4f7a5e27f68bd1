import { z } from 'zod';
import { date } from '../../../decisions/schemas';
import { uuid } from '../../../http/schemas';
import { riskAcceptanceBody } from '../papers/risk-acceptance-schemas';
import { credentialBody, dealBody, reason } from '../schemas';

const newId = uuid.optional().meta({ description: 'Of the new rule, so that later edits can name it.' });

const scope = credentialBody.pick({ items: true, markets: true, standards: true }).partial();

export const paperEdits = [
  scope.extend({
    do: z.literal('amend-deal'),
    dealId: uuid,
    ...dealBody.pick({ kind: true, counterparty: true, title: true }).partial().shape,
    valid: z.strictObject({ until: date.nullable() }).partial().optional(),
    credentials: z
      .array(scope.extend({ credentialId: uuid }))
      .max(500)
      .optional(),
    from: date.optional(),
    reason,
  }),
  z.strictObject({ do: z.literal('terminate-deal'), dealId: uuid, from: date.optional(), reason }),
  riskAcceptanceBody.extend({ do: z.literal('accept-risk'), newId }),
  z.strictObject({ do: z.literal('end-risk-acceptance'), acceptanceId: uuid, reason }),
] as const;
