import { z } from 'zod';
import { uuid } from '../../../http/schemas';
import { riskAcceptanceBody } from '../papers/risk-acceptance-schemas';
import { reason } from '../schemas';

const newId = uuid.optional().meta({ description: 'Of the new rule, so that later edits can name it.' });

export const paperEdits = [
  riskAcceptanceBody.extend({ do: z.literal('accept-risk'), newId }),
  z.strictObject({ do: z.literal('end-risk-acceptance'), acceptanceId: uuid, reason }),
] as const;
