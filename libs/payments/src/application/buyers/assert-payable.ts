import { Injectable } from '@nestjs/common';
import { Clock, DomainError, notFound } from '@portolan/platform';
import { assertAllowed, assertContext, AssertSelling, DecideAvailability } from '@portolan/regions';
import { isOpen, type Order } from '../../domain/orders/order';
import { PaymentGateway } from '../ports/payment-gateway';
import { DecideBuyer } from './decide-buyer';

/**
 * Before a payment method is tried for an order of before. A courtesy: nobody is charged for what is known to be refunded. What
 * counts is decided when the money arrives.
 */
@Injectable()
export class AssertPayable {
  constructor(
    private readonly assertSelling: AssertSelling,
    private readonly decide: DecideAvailability,
    private readonly decideBuyer: DecideBuyer,
    private readonly gateway: PaymentGateway,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `order-not-payable`, `order-expired` (409), what `assertAllowed`, `assertContext` and
   *   PaymentGateway throw
   */
  async execute(order: Order, paymentMethod: string): Promise<void> {
    if (!isOpen(order))
      throw new DomainError(
        'conflict',
        'order-not-payable',
        `The order is ${order.status}; it takes no payment.`,
      );
    if (this.clock.now() >= order.expiresAt)
      throw new DomainError('conflict', 'order-expired', 'The order waited too long; place a new one.');
    await this.assertAvailable(order);
    await this.assertBuyer(order, paymentMethod);
  }

  private async assertAvailable(order: Order): Promise<void> {
    this.assertSelling.execute();
    const { market } = order;
    const questions = order.lines.map(({ itemId }) => ({ itemId, market, action: 'acquire' as const }));
    for (const decision of await this.decide.execute({ questions })) {
      if (decision === null) throw notFound('item');
      assertAllowed(decision, 'public');
    }
  }

  private async assertBuyer(order: Order, paymentMethod: string): Promise<void> {
    const { homeMarket, market, shipTo, lines } = order;
    const paymentCountry = await this.gateway.countryOf(paymentMethod);
    // An order of devices without one is of a time when nobody asked.
    const question = { homeMarket, market, lines, shipTo: shipTo ?? market, paymentCountry };
    assertContext((await this.decideBuyer.execute(question)).values());
  }
}
