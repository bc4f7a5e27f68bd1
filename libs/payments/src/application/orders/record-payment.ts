import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, systemActor, Transactional } from '@portolan/platform';
import { DecideForPurchase } from '@portolan/regions';
import { isOpen, type Order, ownedItemsOf } from '../../domain/orders/order';
import { EntitlementRepository } from '../../persistence/entitlement-repository';
import { OrderRepository } from '../../persistence/order-repository';
import { DecideBuyer } from '../buyers/decide-buyer';
import type { Payment } from '../ports/payment-gateway';
import { GrantOrder } from './grant-order';
import { ReturnPayment } from './return-payment';

/** What became of it; kept with the event in the inbox. */
export type PaymentOutcome =
  | 'unknown-order'
  | 'other-payment'
  | 'recorded'
  | 'fulfilled'
  | 'returned'
  | 'settled-before'
  | 'amount-mismatch'
  | 'closed';

/**
 * Takes over what the provider says of a payment. The one place where money turns into ownership; webhooks, the sweeper
 * and the purchase itself all come here, in any order and as often as they like.
 */
@Injectable()
export class RecordPayment {
  constructor(
    private readonly orders: OrderRepository,
    private readonly entitlements: EntitlementRepository,
    private readonly decide: DecideForPurchase,
    private readonly decideBuyer: DecideBuyer,
    private readonly grantOrder: GrantOrder,
    private readonly returnPayment: ReturnPayment,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @param payment as fetched from the provider just now, outside any transaction
   * @throws DomainError `already-owned` when another order granted an item at the same moment: try again, it is then
   *   returned.
   */
  @Transactional()
  async execute(payment: Payment): Promise<PaymentOutcome> {
    const order = payment.orderId === null ? null : await this.orders.lock(payment.orderId);
    if (order === null) return 'unknown-order';
    if (order.paymentId !== null && order.paymentId !== payment.id) return 'other-payment';
    if (order.captured > 0n) return 'settled-before';
    if (payment.status === 'succeeded') return this.settle(order, payment);
    if (!isOpen(order)) return 'settled-before';
    if (payment.status === 'canceled') return this.close(order, payment);
    await this.awaitMoney(order, payment);
    return 'recorded';
  }

  private async awaitMoney(order: Order, payment: Payment): Promise<void> {
    const { lastError } = payment;
    await this.orders.move(order, 'awaiting-payment', {
      paymentId: payment.id,
      ...(lastError === null ? {} : { failure: { code: lastError.code, detail: lastError.message } }),
    });
    if (order.status === 'awaiting-payment') return;
    await this.audit.record({
      actor: systemActor('payments'),
      action: 'order.await-payment',
      subject: { type: 'order', id: order.id },
      before: { status: order.status },
      after: { status: 'awaiting-payment', payment: payment.id },
    });
  }

  private async settle(order: Order, payment: Payment): Promise<PaymentOutcome> {
    if (!payment.amount.equals(order.total) || !payment.received.equals(order.total)) {
      await this.reportMismatch(order, payment);
      return 'amount-mismatch';
    }
    const obstacle = await this.obstacleOf(order, payment);
    if (obstacle !== null) {
      await this.returnPayment.execute({ order, paymentId: payment.id, why: obstacle });
      return 'returned';
    }
    await this.grantOrder.execute({ order, captured: order.total.amount, paymentId: payment.id });
    return 'fulfilled';
  }

  /**
   * The availability is decided again here, under the lock that keeps rule changes out until this commits: what was
   * allowed when the order was placed may have been forbidden while the customer was at the bank.
   */
  private async obstacleOf(order: Order, payment: Payment): Promise<{ code: string; detail: string } | null> {
    if (!isOpen(order))
      return { code: 'paid-too-late', detail: `The payment arrived when the order was ${order.status}.` };
    const itemIds = order.lines.map((line) => line.itemId);
    const decisions = await this.decide.execute({ itemIds, market: order.market, action: 'acquire' });
    const denied = itemIds.flatMap((itemId): readonly { code: string; visibility: string }[] => {
      const decision = decisions.get(itemId);
      if (decision === undefined) return [{ code: 'ITEM_UNKNOWN', visibility: 'staff' }];
      return decision.allowed ? [] : decision.reasons;
    });
    if (denied.length > 0) {
      const detail = `No longer available in ${order.market} when the payment arrived.`;
      await this.audit.record({
        actor: systemActor('payments'),
        action: 'order.deny',
        subject: { type: 'order', id: order.id },
        after: { reasons: [...new Set(denied.map(({ code }) => code))] },
        restrictedTo: denied.some(({ visibility }) => visibility === 'legal') ? 'legal' : null,
      });
      return { code: 'unavailable-at-payment', detail };
    }
    if (await this.isPaidFromElsewhere(order, payment)) {
      const detail = `The payment method is of ${payment.country ?? ''}; apps are paid for with one of the account's market.`;
      return { code: 'market-conflict', detail };
    }
    const owned = await this.entitlements.owned(order.accountId, ownedItemsOf(order));
    return owned.length === 0
      ? null
      : { code: 'already-owned', detail: 'Another order of this account was paid first.' };
  }

  /** A customer's own device may have paid at the provider, with what this store would not have tried. */
  private async isPaidFromElsewhere(order: Order, { country }: Payment): Promise<boolean> {
    const { homeMarket, market, shipTo, lines } = order;
    const question = { homeMarket, market, lines, shipTo, paymentCountry: country };
    const decisions = [...(await this.decideBuyer.execute(question)).values()];
    return decisions.some(({ conflicts }) => conflicts.some(({ between }) => between === 'payment'));
  }

  private async close(order: Order, payment: Payment): Promise<PaymentOutcome> {
    const now = this.clock.now();
    const expired = now >= order.expiresAt;
    await this.orders.move(order, expired ? 'expired' : 'failed', {
      paymentId: payment.id,
      closedAt: now,
      sweepAt: null,
      failure: expired
        ? { code: 'order-expired', detail: 'No payment arrived in time.' }
        : { code: 'payment-canceled', detail: 'The payment was cancelled.' },
    });
    await this.audit.record({
      actor: systemActor('payments'),
      action: 'order.close',
      subject: { type: 'order', id: order.id },
      before: { status: order.status },
      after: { status: expired ? 'expired' : 'failed' },
    });
    return 'closed';
  }

  /** The provider took another amount than we asked for. Nothing is granted; a person has to look at it. */
  private async reportMismatch(order: Order, payment: Payment): Promise<void> {
    const detail = `Paid ${payment.received.toString()} for an order of ${order.total.toString()}.`;
    if (isOpen(order)) {
      await this.orders.move(order, 'failed', {
        paymentId: payment.id,
        closedAt: this.clock.now(),
        sweepAt: null,
        failure: { code: 'amount-mismatch', detail },
      });
    }
    await this.audit.record({
      actor: systemActor('payments'),
      action: 'order.amount-mismatch',
      subject: { type: 'order', id: order.id },
      before: { status: order.status },
      after: { payment: payment.id, received: payment.received.toJSON() },
      reason: detail,
    });
  }
}
