import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { isOpen, type Order } from '../../domain/orders/order';
import type { OrderView } from '../../persistence/order-index';
import { AssertPayable } from '../buyers/assert-payable';
import { FindMisfits } from '../buyers/find-misfits';
import { PaymentGateway } from '../ports/payment-gateway';
import { ConfirmPayment, isConfirmable } from './confirm-payment';
import { FindEarlierOrder, type KeyedBasket } from './find-earlier-order';
import { GetOrder } from './get-order';
import { type OrderWithPayment, paymentView } from './payment-view';
import { RecordOrder } from './record-order';
import { StartPayment } from './start-payment';

export interface PlacedRequest extends KeyedBasket {
  /** The device that apps are for, in the catalogue's words. */
  device?: object | undefined;
  /** Tried at once if given. */
  paymentMethod?: string | undefined;
}

/**
 * A purchase: decided and written in one transaction, then the payment begun outside of any. Every step may be repeated
 * with the same key; what is left half-done by a crash is taken up by the next try or by the sweeper.
 */
@Injectable()
export class PlaceOrder {
  constructor(
    private readonly findEarlier: FindEarlierOrder,
    private readonly misfits: FindMisfits,
    private readonly recordOrder: RecordOrder,
    private readonly assertPayable: AssertPayable,
    private readonly startPayment: StartPayment,
    private readonly confirmPayment: ConfirmPayment,
    private readonly gateway: PaymentGateway,
    private readonly getOrder: GetOrder,
  ) {}

  /**
   * The same key with the same basket goes on with the order that it made before.
   * @returns `payment` is null for what is free or settled
   * @throws DomainError everything that RecordOrder, AssertPayable and PaymentGateway throw
   */
  async execute(command: PlacedRequest): Promise<OrderWithPayment> {
    const earlier = await this.findEarlier.execute(command);
    const { order, isNew } = earlier === null ? await this.place(command) : { order: earlier, isNew: false };
    if (!isOpen(order)) return { order: await this.view(order), payment: null };
    let payment = await this.startPayment.execute(order);
    const { paymentMethod, idempotencyKey: key } = command;
    if (paymentMethod !== undefined && isConfirmable(payment)) {
      // It may be another payment method than before, and another day.
      if (!isNew) await this.assertPayable.execute(order, paymentMethod);
      payment = await this.confirmPayment.execute({ orderId: order.id, payment, paymentMethod, key });
    }
    return {
      order: await this.view(order),
      payment: paymentView(payment, this.gateway.publishableKey),
    };
  }

  private async place(command: PlacedRequest): Promise<{ order: Order; isNew: boolean }> {
    try {
      return { order: await this.record(command), isNew: true };
    } catch (error) {
      // The request that won has committed by now.
      const isRaced = error instanceof DomainError && error.code === 'order-key-raced';
      const winner = isRaced ? await this.findEarlier.execute(command) : null;
      if (winner === null) throw error;
      return { order: winner, isNew: false };
    }
  }

  /**
   * What the order does not rest on is asked while nothing is held: a kill switch would wait for it. The provider is asked when
   * all else is well.
   */
  private async record({ paymentMethod, device, ...basket }: PlacedRequest): Promise<Order> {
    const { actor, market, itemIds } = basket;
    const unfit = await this.misfits.execute({ accountId: actor.accountId, market, itemIds, device });
    const request = { ...basket, unfit };
    if (paymentMethod === undefined) return this.recordOrder.execute({ ...request, paymentCountry: null });
    const free = await this.recordOrder.execute({ ...request, paymentCountry: undefined });
    if (free !== null) return free;
    const paymentCountry = await this.gateway.countryOf(paymentMethod);
    return this.recordOrder.execute({ ...request, paymentCountry });
  }

  private view({ id, accountId }: Order): Promise<OrderView> {
    return this.getOrder.execute({ orderId: id, accountId });
  }
}
