import { LINES_MAX, ORDER_STATES, REFUND_STATES } from '@portolan/payments';
import { z } from 'zod';
import { deviceDescription } from './downloads/device-description';
import { instant, marketCode, money, text, uuid } from '../http/schemas';

const paymentMethod = text(1, 200).meta({
  description: 'A payment method of the provider, e.g. pm_card_de',
});

export const placeOrderBody = z
  .strictObject({
    market: marketCode,
    items: z
      .array(z.strictObject({ itemId: uuid }))
      .min(1)
      .max(LINES_MAX),
    shipTo: marketCode
      .optional()
      .meta({ description: 'The market that devices are sent to. An order of devices needs it.' }),
    device: deviceDescription.optional(),
    paymentMethod: paymentMethod.optional(),
  })
  .meta({ id: 'PlaceOrder' });

export const payOrderBody = z.strictObject({ paymentMethod }).meta({ id: 'PayOrder' });

export const refundBody = z.strictObject({ reason: text(1, 500).optional() }).meta({ id: 'ReturnOrder' });

export const staffRefundBody = z
  .strictObject({
    reason: text(1, 500),
    amount: z.number().int().min(1).max(999_999_999_999).optional(),
  })
  .meta({ id: 'RefundOrder' });

export const order = z
  .object({
    id: uuid,
    market: marketCode,
    shipTo: marketCode.nullable().meta({ description: 'The market that devices are sent to.' }),
    status: z.enum(ORDER_STATES),
    total: money,
    refunded: money,
    items: z.array(
      z.object({
        itemId: uuid,
        kind: z.enum(['app', 'device']),
        title: z.string(),
        price: money,
        taxInclusive: z.boolean(),
      }),
    ),
    refunds: z.array(
      z.object({
        id: uuid,
        amount: money,
        status: z.enum(REFUND_STATES),
        reason: z.string(),
        requestedAt: instant,
      }),
    ),
    failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
    placedAt: instant,
    expiresAt: instant,
    fulfilledAt: instant.nullable(),
  })
  .meta({ id: 'Order' });

export const orderWithPayment = z
  .object({
    order,
    payment: z
      .object({
        status: z.string(),
        clientSecret: z.string().nullable(),
        publishableKey: z.string(),
        nextActionUrl: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'OrderWithPayment' });
