import { Injectable } from '@nestjs/common';
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
    const payment = await this.gateway.createPayment({ orderId: order.id, total: order.total });
    await this.recordPayment.execute(payment);
    return payment;
  }
}
