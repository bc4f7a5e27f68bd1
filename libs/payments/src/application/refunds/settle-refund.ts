import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, systemActor, Transactional } from '@portolan/platform';
import { type Order, ownedItemsOf } from '../../domain/orders/order';
import { stateAfterRefunds } from '../../domain/orders/order-states';
import type { Refund } from '../../domain/refunds/refund';
import { REFUND_TRANSITIONS, type RefundState } from '../../domain/refunds/refund-states';
import { mayMove } from '../../domain/state-machine';
import { EntitlementRepository } from '../../persistence/entitlement-repository';
import { OrderRepository } from '../../persistence/order-repository';
import { RefundRepository } from '../../persistence/refund-repository';
import type { ProviderRefund } from '../ports/payment-gateway';

export type RefundOutcome = 'unknown-refund' | 'unchanged' | RefundState;

const STATE_OF: Readonly<Record<string, RefundState>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

/**
 * Takes over what the provider says of a refund: the refund, its order and what the order gave change together. A full
 * refund ends ownership; a refund that failed makes its amount refundable again and, if the order is thereby paid again, gives
 * ownership back.
 */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly orders: OrderRepository,
    private readonly refunds: RefundRepository,
    private readonly entitlements: EntitlementRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(standing: ProviderRefund): Promise<RefundOutcome> {
    const known = standing.refundId === null ? null : await this.refunds.find(standing.refundId);
    const order = known === null ? null : await this.orders.lock(known.orderId);
    // Read again: it may have changed while we waited for the order.
    const refund = known === null ? null : await this.refunds.find(known.id);
    if (order === null || refund === null) return 'unknown-refund';
    const to = STATE_OF[standing.status] ?? 'submitted';
    if (to === refund.status || !mayMove(REFUND_TRANSITIONS, refund.status, to)) return 'unchanged';
    const now = this.clock.now();
    const ended = to !== 'submitted';
    await this.refunds.move(refund, to, {
      ...(standing.id === null ? {} : { stripeRefundId: standing.id }),
      ...(to === 'failed' ? { failureCode: standing.failureReason ?? 'unknown' } : {}),
      ...(ended ? { settledAt: now, sweepAt: null } : {}),
    });
    if (ended) await this.settleOrder(order, refund, to, now);
    else await this.reportSubmitted(order, refund);
    return to;
  }

  private async reportSubmitted(order: Order, refund: Refund): Promise<void> {
    await this.audit.record({
      actor: systemActor('payments'),
      action: 'refund.submit',
      subject: { type: 'order', id: order.id },
      before: { refundId: refund.id, refund: refund.status },
      after: { refundId: refund.id, refund: 'submitted' },
    });
  }

  private async settleOrder(order: Order, refund: Refund, to: RefundState, now: Date): Promise<void> {
    const refunded = to === 'failed' ? order.refunded - refund.amount : order.refunded;
    const waiting = await this.refunds.othersOpen(order.id, refund.id);
    const fulfilled = order.fulfilledAt !== null;
    const status = waiting
      ? 'refunding'
      : stateAfterRefunds({ captured: order.captured, refunded, fulfilled });
    await this.orders.move(order, status, { refunded });
    const ownership = await this.settleOwnership(order, status, now);
    await this.audit.record({
      actor: systemActor('payments'),
      action: `refund.${to === 'failed' ? 'fail' : 'succeed'}`,
      subject: { type: 'order', id: order.id },
      before: { status: order.status, refunded: Number(order.refunded) },
      after: { status, refunded: Number(refunded), refundId: refund.id, ...ownership },
    });
  }

  private async settleOwnership(order: Order, status: Order['status'], now: Date): Promise<object> {
    if (status === 'refunded') return this.takeBack(order, now);
    if (order.status !== 'refunded' || order.fulfilledAt === null) return {};
    // The money came back from the bank: the purchase stands. What was bought anew meanwhile stays as it is.
    const items = ownedItemsOf(order);
    const owned = await this.entitlements.owned(order.accountId, items);
    const missing = items.filter((itemId) => !owned.includes(itemId));
    const granted = missing.map((itemId) => ({ id: this.ids.next(), itemId }));
    await this.entitlements.grant({ accountId: order.accountId, orderId: order.id, at: now }, granted);
    return { granted: missing };
  }

  /** Ends ownership, save where another order of the account is paid for the same item. */
  private async takeBack(order: Order, now: Date): Promise<object> {
    const { accountId } = order;
    const revoked = await this.entitlements.revokeOf(order.id, 'refunded', now);
    const elsewhere = await this.entitlements.paidElsewhere(accountId, revoked, order.id);
    for (const [itemId, orderId] of elsewhere)
      await this.entitlements.grant({ accountId, orderId, at: now }, [{ id: this.ids.next(), itemId }]);
    return { revoked, granted: [...elsewhere.keys()] };
  }
}
