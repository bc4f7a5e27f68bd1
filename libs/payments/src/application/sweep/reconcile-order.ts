import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { isOpen, type Order } from '../../domain/orders/order';
import { OrderRepository } from '../../persistence/order-repository';
import { type Payment, PaymentGateway } from '../ports/payment-gateway';
import { type PaymentOutcome, RecordPayment } from '../orders/record-payment';

/**
 * Asks the provider about one open order and takes over the answer: heals a purchase that broke off between our row and
 * the provider's, an event that never came, and ends what nobody pays for.
 */
@Injectable()
export class ReconcileOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly gateway: PaymentGateway,
    private readonly recordPayment: RecordPayment,
    private readonly clock: Clock,
  ) {}

  async execute({ orderId }: { orderId: string }): Promise<PaymentOutcome> {
    const order = await this.orders.find(orderId);
    if (order === null) return 'unknown-order';
    if (!isOpen(order)) return 'settled-before';
    const payment = await this.paymentOf(order);
    const isOver = payment.status === 'succeeded' || payment.status === 'canceled';
    const expired = this.clock.now() >= order.expiresAt;
    return this.recordPayment.execute(expired && !isOver ? await this.cancel(payment) : payment);
  }

  /**
   * The search comes first because the provider may have forgotten the key; and because the search lags behind, making
   * the payment with the order's own key leads back to one that was made just now.
   */
  private async paymentOf(order: Order): Promise<Payment> {
    if (order.paymentId !== null) return this.gateway.getPayment(order.paymentId);
    const found = await this.gateway.findPaymentOf(order.id);
    return found ?? this.gateway.createPayment({ orderId: order.id, total: order.total });
  }

  private async cancel(payment: Payment): Promise<Payment> {
    try {
      return await this.gateway.cancelPayment(payment.id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'payment-state-conflict') throw error;
      // Paid, or at the bank, in this very moment.
      return this.gateway.getPayment(payment.id);
    }
  }
}
