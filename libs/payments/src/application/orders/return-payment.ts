import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, JobQueue, systemActor } from '@portolan/platform';
import type { Order } from '../../domain/orders/order';
import { firstSweep } from '../../domain/sweep-schedule';
import { OrderRepository } from '../../persistence/order-repository';
import { RefundRepository } from '../../persistence/refund-repository';
import { SEND_REFUND } from '../refunds/send-refund-job';

/**
 * Sends a whole payment back that the store can give nothing for, inside the transaction that found this out. The
 * provider is told by a job, after the commit.
 */
@Injectable()
export class ReturnPayment {
  constructor(
    private readonly orders: OrderRepository,
    private readonly refunds: RefundRepository,
    private readonly jobs: JobQueue,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute(payment: {
    order: Order;
    paymentId: string;
    why: { code: string; detail: string };
  }): Promise<void> {
    const { order, paymentId, why } = payment;
    const now = this.clock.now();
    const amount = order.total.amount;
    await this.orders.move(order, 'refunding', {
      paymentId,
      captured: amount,
      refunded: amount,
      failure: why,
      closedAt: now,
      sweepAt: null,
    });
    const refundId = this.ids.next();
    await this.refunds.insert(
      {
        id: refundId,
        orderId: order.id,
        requestedBy: 'system',
        // One payment is returned once, however often this is reached.
        idempotencyKey: `return:${paymentId}`,
        amount,
        reason: why.code,
        status: 'requested',
        stripeRefundId: null,
      },
      now,
      firstSweep(now),
    );
    await this.jobs.add(SEND_REFUND, { refundId });
    await this.audit.record({
      actor: systemActor('payments'),
      action: 'order.return-payment',
      subject: { type: 'order', id: order.id },
      before: { status: order.status },
      after: { status: 'refunding', refundId },
      reason: `${why.code}: ${why.detail}`,
    });
  }
}
