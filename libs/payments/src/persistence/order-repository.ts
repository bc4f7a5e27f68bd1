import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, Money, withConstraints } from '@portolan/platform';
import type { Order, OrderLine } from '../domain/orders/order';
import { ORDER_TRANSITIONS, type OrderState, REFUNDABLE_STATES } from '../domain/orders/order-states';
import { assertMove } from '../domain/state-machine';

/** What a step of the state machine changes besides the state. What is left out stays. */
export interface OrderChange {
  paymentId?: string;
  captured?: bigint;
  refunded?: bigint;
  /** Null: forgotten, because it did not hold. */
  failure?: { code: string; detail: string } | null;
  fulfilledAt?: Date;
  closedAt?: Date;
  /** Null: nothing is open any more. */
  sweepAt?: Date | null;
}

interface Row {
  id: string;
  account_id: string;
  idempotency_key: string;
  fingerprint: string;
  market: string;
  ship_to_market: string | null;
  home_market: string | null;
  currency: string;
  total_amount: string;
  captured_amount: string;
  refunded_amount: string;
  status: OrderState;
  payment_intent_id: string | null;
  decided_epoch: string;
  placed_at: Date;
  expires_at: Date;
  fulfilled_at: Date | null;
  lines: (Omit<OrderLine, 'amount'> & { amount: string })[];
}

/** Another request with the same key came first. */
export function keyRaced(): DomainError {
  return new DomainError('conflict', 'order-key-raced', 'The same order was placed a moment ago.');
}

/** Amounts travel as text inside the JSON: they are bigint in the database. */
const SELECT = `
  SELECT o.*, (SELECT json_agg(json_build_object('id', l.id, 'itemId', l.item_id, 'kind', l.kind, 'title', l.title,
                 'publisherId', l.publisher_id, 'amount', l.amount::text, 'taxInclusive', l.tax_inclusive) ORDER BY l.position)
                 FROM order_line l WHERE l.order_id = o.id) AS lines
    FROM customer_order o`;

@Injectable()
export class OrderRepository extends BaseRepository {
  async find(id: string): Promise<Order | null> {
    return toOrder(await this.queryOne<Row>(`${SELECT} WHERE o.id = $1`, [id]));
  }

  /** Makes the caller's transaction the only one to change the order until it ends. */
  async lock(id: string): Promise<Order | null> {
    return toOrder(await this.queryOne<Row>(`${SELECT} WHERE o.id = $1 FOR UPDATE OF o`, [id]));
  }

  async findByKey(accountId: string, key: string): Promise<Order | null> {
    return toOrder(
      await this.queryOne<Row>(`${SELECT} WHERE o.account_id = $1 AND o.idempotency_key = $2`, [
        accountId,
        key,
      ]),
    );
  }

  /** @throws DomainError `order-key-raced` (409) when another request with the same key came first. */
  async insert(order: Order, sweepAt: Date): Promise<void> {
    await withConstraints({ customer_order_idempotency: keyRaced }, () =>
      this.query(
        `INSERT INTO customer_order (id, account_id, idempotency_key, fingerprint, market, currency, total_amount, status,
                                     decided_epoch, placed_at, expires_at, sweep_at, ship_to_market,
                                     home_market)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
        [
          order.id,
          order.accountId,
          order.idempotencyKey,
          order.fingerprint,
          order.market,
          order.total.currency.code,
          order.total.amount.toString(),
          order.status,
          order.decidedEpoch,
          order.placedAt,
          order.expiresAt,
          sweepAt,
          order.shipTo,
          order.homeMarket,
        ],
      ),
    );
    await this.query(
      `INSERT INTO order_line (id, order_id, position, item_id, kind, title, publisher_id, amount, tax_inclusive)
       SELECT t.id, $1, t.position, t.item_id, t.kind, t.title, t.publisher_id, t.amount, t.tax_inclusive
         FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::boolean[])
           WITH ORDINALITY AS t (id, item_id, kind, title, publisher_id, amount, tax_inclusive, position)`,
      [
        order.id,
        order.lines.map((line) => line.id),
        order.lines.map((line) => line.itemId),
        order.lines.map((line) => line.kind),
        order.lines.map((line) => line.title),
        order.lines.map((line) => line.publisherId),
        order.lines.map((line) => line.amount.toString()),
        order.lines.map((line) => line.taxInclusive),
      ],
    );
  }

  /**
   * Takes a locked order one step on, or changes it without a step when `to` is where it stands.
   * @throws DomainError `order-state-conflict` for a step that the machine does not have.
   */
  async move(order: Order, to: OrderState, change: OrderChange = {}): Promise<void> {
    if (to !== order.status) assertMove('order', ORDER_TRANSITIONS, order.status, to);
    await this.query(
      `UPDATE customer_order AS o SET
              status_before = CASE WHEN o.status = $2 THEN o.status_before ELSE o.status END, status = $2,
              payment_intent_id = coalesce($3, o.payment_intent_id),
              captured_amount = coalesce($4, o.captured_amount), refunded_amount = coalesce($5, o.refunded_amount),
              failure_code = CASE WHEN $12 THEN $6 ELSE o.failure_code END,
              failure_detail = CASE WHEN $12 THEN $7 ELSE o.failure_detail END,
              fulfilled_at = coalesce($8, o.fulfilled_at), closed_at = coalesce($9, o.closed_at),
              sweep_at = CASE WHEN $10 THEN $11::timestamptz ELSE o.sweep_at END
        WHERE o.id = $1`,
      [
        order.id,
        to,
        change.paymentId ?? null,
        change.captured?.toString() ?? null,
        change.refunded?.toString() ?? null,
        change.failure?.code ?? null,
        change.failure?.detail.slice(0, 500) ?? null,
        change.fulfilledAt ?? null,
        change.closedAt ?? null,
        change.sweepAt !== undefined,
        change.sweepAt ?? null,
        change.failure !== undefined,
      ],
    );
  }

  /**
   * Sets an amount aside for a refund: of any number of requests at once only as many win as the order has money for.
   * @returns whether there was that much left
   */
  async reserveRefund(id: string, amount: bigint): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE customer_order AS o SET refunded_amount = o.refunded_amount + $2, status = 'refunding',
              status_before = CASE WHEN o.status = 'refunding' THEN o.status_before ELSE o.status END
        WHERE o.id = $1 AND o.refunded_amount + $2 <= o.captured_amount AND o.status = ANY($3)
       RETURNING o.id`,
      [id, amount.toString(), REFUNDABLE_STATES],
    );
    return row !== null;
  }

  /** Claims orders that are due to be looked at and says when they are due next, should this look fail. */
  async claimDue(now: Date, waits: readonly Date[], limit: number): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `UPDATE customer_order AS o SET sweeps = o.sweeps + 1,
              sweep_at = ($2::timestamptz[])[least(o.sweeps + 2, array_length($2::timestamptz[], 1))]
        WHERE o.id IN (SELECT d.id FROM customer_order d WHERE d.sweep_at <= $1 ORDER BY d.sweep_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING o.id`,
      [now, waits, limit],
    );
    return rows.map((row) => row.id);
  }
}

function toOrder(row: Row | null): Order | null {
  if (row === null) return null;
  return {
    id: row.id,
    accountId: row.account_id,
    idempotencyKey: row.idempotency_key,
    fingerprint: row.fingerprint,
    market: row.market,
    shipTo: row.ship_to_market,
    // Apps were sold in the home market or a part of it.
    homeMarket: row.home_market ?? row.market,
    total: Money.of(BigInt(row.total_amount), row.currency),
    captured: BigInt(row.captured_amount),
    refunded: BigInt(row.refunded_amount),
    status: row.status,
    paymentId: row.payment_intent_id,
    decidedEpoch: Number(row.decided_epoch),
    placedAt: row.placed_at,
    expiresAt: row.expires_at,
    fulfilledAt: row.fulfilled_at,
    lines: row.lines.map((line) => ({ ...line, amount: BigInt(line.amount) })),
  };
}
