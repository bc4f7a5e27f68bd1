import { Injectable } from '@nestjs/common';
import { DomainError, Money } from '@portolan/platform';
import { isRefundOpen } from '../../domain/refunds/refund-states';
import { OrderRepository } from '../../persistence/order-repository';
import { RefundRepository } from '../../persistence/refund-repository';
import { PaymentGateway, type ProviderRefund } from '../ports/payment-gateway';
import { SettleRefund } from './settle-refund';

/** Tells the provider of a refund that is set aside, or asks how it stands. Never inside a transaction; may be repeated. */
@Injectable()
export class SendRefund {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly orders: OrderRepository,
    private readonly gateway: PaymentGateway,
    private readonly settleRefund: SettleRefund,
  ) {}

  /** @throws DomainError `payment-provider-failed`, `payment-provider-busy`: it may or may not have happened; try again. */
  async execute({ refundId }: { refundId: string }): Promise<void> {
    const refund = await this.refunds.find(refundId);
    if (refund === null || !isRefundOpen(refund.status)) return;
    if (refund.stripeRefundId !== null) {
      const standing = await this.gateway.getRefund(refund.stripeRefundId);
      await this.settleRefund.execute({ ...standing, refundId });
      return;
    }
    const order = await this.orders.find(refund.orderId);
    const paymentId = order?.paymentId ?? null;
    if (order === null || paymentId === null) throw new Error(`Refund ${refundId} has no payment.`);
    const amount = Money.of(refund.amount, order.total.currency.code);
    await this.settleRefund.execute({ ...(await this.send(refundId, paymentId, amount)), refundId });
  }

  /**
   * Looks for an earlier try first: the provider forgets keys after a day, and repeats a failure for a key even where the
   * refund was made.
   */
  private async send(refundId: string, paymentId: string, amount: Money): Promise<ProviderRefund> {
    const earlier = await this.gateway.findRefundOf(paymentId, refundId);
    if (earlier !== null) return earlier;
    try {
      return await this.gateway.refund({ refundId, paymentId, amount });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'payment-state-conflict') throw error;
      const failureReason = typeof error.extra.reason === 'string' ? error.extra.reason : error.detail;
      return { id: null, refundId, status: 'failed', failureReason };
    }
  }
}
