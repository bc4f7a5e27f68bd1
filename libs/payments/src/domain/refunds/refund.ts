import type { RefundState } from './refund-states';

/** Who began a refund; `system` is the store itself, for money that it could give nothing for. */
export type RefundRequester = 'consumer' | 'staff' | 'system';

/** Money on its way back. The amount is in minor units of the order's currency. */
export interface Refund {
  id: string;
  orderId: string;
  requestedBy: string;
  idempotencyKey: string;
  amount: bigint;
  reason: string;
  status: RefundState;
  stripeRefundId: string | null;
}
