import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, DomainError, Ids, Money, notFound, Transactional } from '@portolan/platform';
import {
  assertAllowed,
  assertContext,
  AssertSelling,
  DecideForPurchase,
  FindLegalTender,
  type LegalTender,
} from '@portolan/regions';
import { LINES_MAX, type Order, ORDER_LIFETIME_MS, ownedItemsOf } from '../../domain/orders/order';
import { firstSweep } from '../../domain/sweep-schedule';
import { alreadyOwned, EntitlementRepository } from '../../persistence/entitlement-repository';
import { keyRaced, OrderRepository } from '../../persistence/order-repository';
import { DecideBuyer } from '../buyers/decide-buyer';
import { BuyerDirectory } from '../ports/buyer-directory';
import { FindEarlierOrder, fingerprintOf, type KeyedBasket } from './find-earlier-order';
import { GrantOrder } from './grant-order';
import { PriceBasket, type PricedLine } from '../prices/price-basket';

export interface OrderRequest extends KeyedBasket {
  /** Those that are known not to run on the device that they are for. */
  unfit: ReadonlySet<string>;
}

/** Where the payment method that is to be tried was issued; null: none is, or the provider does not say. */
type Asked = { paymentCountry: string | null };
/** It is not asked yet. */
type Unasked = { paymentCountry: undefined };

/** The first half of a purchase: everything that is decided and written before the payment provider is asked. */
@Injectable()
export class RecordOrder {
  constructor(
    private readonly findEarlier: FindEarlierOrder,
    private readonly orders: OrderRepository,
    private readonly entitlements: EntitlementRepository,
    private readonly assertSelling: AssertSelling,
    private readonly decide: DecideForPurchase,
    private readonly tender: FindLegalTender,
    private readonly buyers: BuyerDirectory,
    private readonly decideBuyer: DecideBuyer,
    private readonly basket: PriceBasket,
    private readonly grantOrder: GrantOrder,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Decides, prices and writes the order; a free one is fulfilled at once.
   * @returns null: something is to be paid and nothing else speaks against it; ask where the payment method is of. Nothing
   *   was written.
   * @throws DomainError `order-items-invalid`, `idempotency-key-mismatch` (422), `market-not-found`, `item-not-found`
   *   (404), what `assertAllowed` (403, 404, 410, 451) and `assertContext` throw (403, 409), `already-owned`,
   *   `currency-mixed`, `order-key-raced` (409: the key has made its order), `availability-stale` (503).
   */
  execute(request: OrderRequest & Asked): Promise<Order>;
  execute(request: OrderRequest & Unasked): Promise<Order | null>;
  @Transactional()
  async execute(request: OrderRequest & (Asked | Unasked)): Promise<Order | null> {
    const { market, actor, idempotencyKey, paymentCountry } = request;
    const itemIds = distinct(request.itemIds);
    const shipTo = request.shipTo ?? null;
    if ((await this.findEarlier.execute(request)) !== null) throw keyRaced();

    this.assertSelling.execute();
    const tender = await this.tenderOf(market, shipTo);
    const decidedEpoch = await this.decideAll(market, itemIds);
    const lines = await this.basket.execute({ market, itemIds });
    const owned = await this.entitlements.owned(actor.accountId, ownedItemsOf({ lines }));
    if (owned.length > 0) throw alreadyOwned(owned);
    const currency = lines.find((line) => line.currency !== null)?.currency ?? tender.currencies[0];
    if (currency === undefined) throw notFound('market', market);
    const amounts = lines.map((line) => line.amount);
    const total = totalOf(amounts, currency);
    if (paymentCountry === undefined && !total.isZero) return null;
    const homeMarket = await this.buyers.homeMarketOf(actor.accountId);
    await this.assertBuyer({ ...request, paymentCountry: paymentCountry ?? null }, { lines, homeMarket });

    const now = this.clock.now();
    const order: Order = {
      id: this.ids.next(),
      accountId: actor.accountId,
      idempotencyKey,
      fingerprint: fingerprintOf(request),
      market,
      shipTo,
      homeMarket,
      total,
      captured: 0n,
      refunded: 0n,
      status: 'pending',
      paymentId: null,
      decidedEpoch,
      placedAt: now,
      expiresAt: new Date(now.getTime() + ORDER_LIFETIME_MS),
      fulfilledAt: null,
      lines: lines.map(({ currency: _currency, ...line }) => ({ ...line, id: this.ids.next() })),
    };
    await this.orders.insert(order, firstSweep(now));
    await this.audit.record({
      actor,
      action: 'order.place',
      subject: { type: 'order', id: order.id },
      after: { market, shipTo, total: order.total.toJSON(), items: itemIds, epoch: decidedEpoch },
    });
    if (!order.total.isZero) return order;
    await this.grantOrder.execute({ order, captured: 0n });
    return (await this.orders.find(order.id)) ?? order;
  }

  private async tenderOf(market: string, shipTo: string | null): Promise<LegalTender> {
    const known = await this.tender.execute({ markets: shipTo === null ? [market] : [market, shipTo] });
    const tender = known.get(market);
    if (tender === undefined) throw notFound('market', market);
    if (shipTo !== null && !known.has(shipTo)) throw notFound('market', shipTo);
    return tender;
  }

  private async assertBuyer(
    request: OrderRequest & Asked,
    { lines, homeMarket }: { lines: readonly PricedLine[]; homeMarket: string | null },
  ): Promise<void> {
    const { market, shipTo = null, unfit, paymentCountry } = request;
    const question = { homeMarket, market, lines, shipTo, paymentCountry, unfit };
    assertContext((await this.decideBuyer.execute(question)).values());
  }

  /** The locks that this takes hold until the order is committed: no rule change comes between. */
  private async decideAll(market: string, itemIds: readonly string[]): Promise<number> {
    const decisions = await this.decide.execute({ itemIds, market, action: 'acquire' });
    let epoch = 0;
    for (const itemId of itemIds) {
      const decision = decisions.get(itemId);
      if (decision === undefined) throw notFound('item');
      assertAllowed(decision, 'public');
      epoch = decision.epoch;
    }
    return epoch;
  }
}

function distinct(itemIds: readonly string[]): string[] {
  const ids = [...new Set(itemIds)];
  if (ids.length === itemIds.length && ids.length > 0 && ids.length <= LINES_MAX) return ids;
  throw new DomainError('invalid', 'order-items-invalid', `An order has 1 to ${LINES_MAX} different items.`);
}

function totalOf(amounts: readonly bigint[], currency: string): Money {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const total = Money.of(sum, currency);
  if (!total.isZero) total.assertChargeable();
  return total;
}
