import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  Ids,
  notFound,
  Transactional,
} from '@portolan/platform';
import type { Refund } from '../../domain/refunds/refund';
import { refundableAmount } from '../../domain/refunds/refund-policy';
import { firstSweep } from '../../domain/sweep-schedule';
import { OrderRepository } from '../../persistence/order-repository';
import { RefundRepository } from '../../persistence/refund-repository';

export interface RefundRequest {
  orderId: string;
  actor: AccountActor;
  /** In whose name: a consumer may return only what they bought, under the policy for consumers. */
  as: 'consumer' | 'staff';
  /** Minor units of the order's currency; null: everything that is left. */
  amount: number | null;
  reason: string;
  idempotencyKey: string;
}

/** The first half of a refund: the amount is set aside, so that nobody else can have it. */
@Injectable()
export class ReserveRefund {
  constructor(
    private readonly orders: OrderRepository,
    private readonly refunds: RefundRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * The same key returns the refund that it made before.
   * @throws DomainError `order-not-found`, what `refundableAmount` throws, `refund-exceeds-payment` (409) when others
   *   were faster, `idempotency-key-mismatch` (422), `refund-key-raced` (409: ask again).
   */
  @Transactional()
  async execute(request: RefundRequest): Promise<Refund> {
    const { orderId, actor, as, idempotencyKey, reason } = request;
    const order = await this.orders.find(orderId);
    if (order === null || (as === 'consumer' && order.accountId !== actor.accountId)) throw notFound('order');
    const requestedBy = `account:${actor.accountId}`;
    const earlier = await this.refunds.findByKey(orderId, requestedBy, idempotencyKey);
    if (earlier !== null) return sameRefund(earlier, request);

    const now = this.clock.now();
    const asked = request.amount === null ? null : BigInt(request.amount);
    const amount = refundableAmount(order, as, asked, now);
    const refund: Refund = {
      id: this.ids.next(),
      orderId,
      requestedBy,
      idempotencyKey,
      amount,
      reason,
      status: 'requested',
      stripeRefundId: null,
    };
    // The row first: of two requests with one key, the second waits here and then finds what the first has made.
    await this.refunds.insert(refund, now, firstSweep(now));
    if (!(await this.orders.reserveRefund(orderId, amount)))
      throw new DomainError('conflict', 'refund-exceeds-payment', 'There is not that much left to refund.');
    await this.audit.record({
      actor,
      action: 'refund.request',
      subject: { type: 'order', id: orderId },
      before: { status: order.status, refunded: Number(order.refunded) },
      after: { status: 'refunding', refundId: refund.id, amount: Number(amount), as },
      reason,
    });
    return refund;
  }
}

function sameRefund(earlier: Refund, request: RefundRequest): Refund {
  const sameAmount = request.amount === null || earlier.amount === BigInt(request.amount);
  if (sameAmount && earlier.reason === request.reason) return earlier;
  throw new DomainError(
    'invalid',
    'idempotency-key-mismatch',
    'This Idempotency-Key was used for another refund.',
  );
}
