import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, systemActor } from '@portolan/platform';
import { type Order, ownedItemsOf } from '../../domain/orders/order';
import { EntitlementRepository } from '../../persistence/entitlement-repository';
import { OrderRepository } from '../../persistence/order-repository';

/** Fulfils an order inside the transaction of whoever found it paid (or free): the state and what it gives, together. */
@Injectable()
export class GrantOrder {
  constructor(
    private readonly orders: OrderRepository,
    private readonly entitlements: EntitlementRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `already-owned` when another order granted an item a moment ago. */
  async execute(grant: { order: Order; captured: bigint; paymentId?: string }): Promise<void> {
    const { order, captured, paymentId } = grant;
    const now = this.clock.now();
    await this.orders.move(order, 'paid', {
      captured,
      failure: null,
      fulfilledAt: now,
      closedAt: now,
      sweepAt: null,
      ...(paymentId === undefined ? {} : { paymentId }),
    });
    const granted = ownedItemsOf(order).map((itemId) => ({ id: this.ids.next(), itemId }));
    await this.entitlements.grant({ accountId: order.accountId, orderId: order.id, at: now }, granted);
    await this.audit.record({
      actor: systemActor('payments'),
      action: 'order.fulfil',
      subject: { type: 'order', id: order.id },
      before: { status: order.status },
      after: { status: 'paid', captured: Number(captured), granted: granted.map(({ itemId }) => itemId) },
    });
  }
}
