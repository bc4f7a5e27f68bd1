import { Injectable } from '@nestjs/common';
import { type AccountActor, notFound } from '@portolan/platform';
import { OrderRepository } from '../../persistence/order-repository';
import { AssertPayable } from '../buyers/assert-payable';
import { PaymentGateway } from '../ports/payment-gateway';
import { ConfirmPayment } from './confirm-payment';
import { GetOrder } from './get-order';
import { type OrderWithPayment, paymentView } from './payment-view';
import { StartPayment } from './start-payment';

/** Tries a payment method for an open order. Fulfilment follows when the provider reports the money. */
@Injectable()
export class PayOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly assertPayable: AssertPayable,
    private readonly startPayment: StartPayment,
    private readonly confirmPayment: ConfirmPayment,
    private readonly gateway: PaymentGateway,
    private readonly getOrder: GetOrder,
  ) {}

  /**
   * @throws DomainError `order-not-found` (another account's, too), what `AssertPayable` throws, `payment-failed` (402),
   *   `availability-stale` (503)
   */
  async execute(command: {
    actor: AccountActor;
    orderId: string;
    paymentMethod: string;
    idempotencyKey: string;
  }): Promise<OrderWithPayment> {
    const { orderId, paymentMethod, idempotencyKey: key } = command;
    const order = await this.orders.find(orderId);
    if (order === null || order.accountId !== command.actor.accountId) throw notFound('order');
    await this.assertPayable.execute(order, paymentMethod);
    const started = await this.startPayment.execute(order);
    const payment = await this.confirmPayment.execute({ orderId, payment: started, paymentMethod, key });
    const view = await this.getOrder.execute({ orderId, accountId: order.accountId });
    return { order: view, payment: paymentView(payment, this.gateway.publishableKey) };
  }
}
