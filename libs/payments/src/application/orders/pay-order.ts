import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, notFound } from '@portolan/platform';
import { assertAllowed, assertContext, AssertSelling, DecideAvailability } from '@portolan/regions';
import { isOpen, type Order } from '../../domain/orders/order';
import { OrderRepository } from '../../persistence/order-repository';
import { DecideBuyer } from '../buyers/decide-buyer';
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
    private readonly assertSelling: AssertSelling,
    private readonly decide: DecideAvailability,
    private readonly decideBuyer: DecideBuyer,
    private readonly startPayment: StartPayment,
    private readonly confirmPayment: ConfirmPayment,
    private readonly gateway: PaymentGateway,
    private readonly getOrder: GetOrder,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `order-not-found` (another account's, too), `order-not-payable`, `order-expired` (409),
   *   what `assertAllowed` and `assertContext` throw, `payment-failed` (402), `availability-stale` (503)
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
    this.assertPayable(order);
    await this.assertAvailable(order);
    await this.assertBuyer(order, paymentMethod);
    const started = await this.startPayment.execute(order);
    const payment = await this.confirmPayment.execute({ orderId, payment: started, paymentMethod, key });
    const view = await this.getOrder.execute({ orderId, accountId: order.accountId });
    return { order: view, payment: paymentView(payment, this.gateway.publishableKey) };
  }

  private assertPayable(order: Order): void {
    if (!isOpen(order))
      throw new DomainError(
        'conflict',
        'order-not-payable',
        `The order is ${order.status}; it takes no payment.`,
      );
    if (this.clock.now() >= order.expiresAt)
      throw new DomainError('conflict', 'order-expired', 'The order waited too long; place a new one.');
  }

  /** A courtesy: nobody is charged for what is known to be refunded. What counts is decided when the money arrives. */
  private async assertAvailable(order: Order): Promise<void> {
    this.assertSelling.execute();
    const { market } = order;
    const questions = order.lines.map(({ itemId }) => ({ itemId, market, action: 'acquire' as const }));
    for (const decision of await this.decide.execute({ questions })) {
      if (decision === null) throw notFound('item');
      assertAllowed(decision, 'public');
    }
  }

  /** The same courtesy to whoever would pay with what is not taken from them. */
  private async assertBuyer(order: Order, paymentMethod: string): Promise<void> {
    const { homeMarket, market, shipTo } = order;
    const itemIds = order.lines.map(({ itemId }) => itemId);
    const paymentCountry = await this.gateway.countryOf(paymentMethod);
    const question = { homeMarket, market, itemIds, shipTo, paymentCountry };
    assertContext((await this.decideBuyer.execute(question)).values());
  }
}
