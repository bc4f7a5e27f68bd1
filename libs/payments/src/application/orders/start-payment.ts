import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { Order } from '../../domain/orders/order';
import { type Payment, PaymentGateway } from '../ports/payment-gateway';
import { RecordPayment } from './record-payment';

/**
 * Makes sure that the provider has a payment for an open order, and that we know its id. Never inside a transaction.
 * After a crash between the two, the same key leads back to the same payment.
 */
@Injectable()
export class StartPayment {
  constructor(
    private readonly gateway: PaymentGateway,
    private readonly recordPayment: RecordPayment,
  ) {}

  async execute(order: Order): Promise<Payment> {
    if (order.paymentId !== null) return this.gateway.getPayment(order.paymentId);
    const payment = await this.create(order);
    await this.recordPayment.execute(payment);
    return payment;
  }

  private async create(order: Order): Promise<Payment> {
    try {
      return await this.gateway.createPayment({ orderId: order.id, total: order.total });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'payment-provider-failed') throw error;
      // The provider repeats its failure for the same key, even where the payment was made: look for it.
      const found = await this.gateway.findPaymentOf(order.id);
      if (found === null) throw error;
      return found;
    }
  }
}
