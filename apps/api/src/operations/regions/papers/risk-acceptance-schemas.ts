import { z } from 'zod';
import { date } from '../../../decisions/schemas';
import { instant, pageQuery, text, uuid } from '../../../http/schemas';
import { itemScope, marketScope, rulesQuery } from '../schemas';

export const riskAcceptanceBody = z.strictObject({
  requirementId: uuid,
  items: itemScope,
  markets: marketScope,
  acceptedBy: text(1, 200).meta({ description: 'The person who answers for it, by name.' }),
  justification: text(1, 2_000),
  valid: z.strictObject({ from: date.nullable().optional(), until: date }),
});

export const riskAcceptance = riskAcceptanceBody
  .extend({ id: uuid, recordedAt: instant, valid: z.object({ from: instant.nullable(), until: instant }) })
  .meta({ id: 'RiskAcceptance' });

export const riskAcceptancesQuery = pageQuery.extend({
  requirementId: uuid.optional(),
  ended: rulesQuery.shape.ended,
});
