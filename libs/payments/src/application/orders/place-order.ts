import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { isOpen, type Order } from '../../domain/orders/order';
import type { OrderView } from '../../persistence/order-index';
import { PaymentGateway } from '../ports/payment-gateway';
import { ConfirmPayment } from './confirm-payment';
import { GetOrder } from './get-order';
import { type OrderWithPayment, paymentView } from './payment-view';
import { type OrderRequest, type RecordedRequest, RecordOrder } from './record-order';
import { StartPayment } from './start-payment';

/**
 * A purchase: decided and written in one transaction, then the payment begun outside of any. Every step may be repeated
 * with the same key; what is left half-done by a crash is taken up by the next try or by the sweeper.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly recordOrder: RecordOrder,
    private readonly startPayment: StartPayment,
    private readonly confirmPayment: ConfirmPayment,
    private readonly gateway: PaymentGateway,
    private readonly getOrder: GetOrder,
  ) {}

  /**
   * @param command.paymentMethod tried at once if given
   * @returns `payment` is null for what is free or settled
   * @throws DomainError everything that RecordOrder and PaymentGateway throw
   */
  async execute(command: OrderRequest & { paymentMethod?: string | undefined }): Promise<OrderWithPayment> {
    const { paymentMethod: tried } = command;
    // Before anything is held or written: a kill switch would wait for the provider.
    const paymentCountry = tried === undefined ? null : await this.gateway.countryOf(tried);
    const order = await this.record({ ...command, paymentCountry });
    if (!isOpen(order)) return { order: await this.view(order), payment: null };
    let payment = await this.startPayment.execute(order);
    if (command.paymentMethod !== undefined) {
      const { paymentMethod, idempotencyKey: key } = command;
      payment = await this.confirmPayment.execute({ orderId: order.id, payment, paymentMethod, key });
    }
    return {
      order: await this.view(order),
      payment: paymentView(payment, this.gateway.publishableKey),
    };
  }

  private async record(command: RecordedRequest): Promise<Order> {
    try {
      return await this.recordOrder.execute(command);
    } catch (error) {
      // The request that won has committed by now: this finds its order.
      if (error instanceof DomainError && error.code === 'order-key-raced')
        return this.recordOrder.execute(command);
      throw error;
    }
  }

  private view({ id, accountId }: Order): Promise<OrderView> {
    return this.getOrder.execute({ orderId: id, accountId });
  }
}
