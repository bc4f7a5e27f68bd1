import { z } from 'zod';
import { date } from '../../../decisions/schemas';
import { marketCode } from '../../../http/schemas';
import { groupBody, marketBody } from '../places/place-schemas';
import { period, placeCode, reason } from '../schemas';

const membership = { group: placeCode, market: marketCode, reason };

export const placeEdits = [
  groupBody.extend({ do: z.literal('create-market-group') }),
  z.strictObject({ do: z.literal('add-group-member'), ...membership, valid: period.optional() }),
  z.strictObject({ do: z.literal('end-group-member'), ...membership, from: date.optional() }),
  marketBody.extend({ do: z.literal('add-market') }),
  z.strictObject({
    do: z.literal('succeed-market'),
    market: marketCode,
    successors: z.array(marketCode).max(20),
    from: date.optional(),
    reason,
  }),
] as const;
