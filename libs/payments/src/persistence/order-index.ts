import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { OrderState } from '../domain/orders/order-states';
import type { RefundState } from '../domain/refunds/refund-states';

interface Amount {
  /** Minor units. */
  amount: number;
  currency: string;
}

/** An order as its buyer reads it. Times are RFC 3339. */
export interface OrderView {
  id: string;
  market: string;
  /** The market that devices are sent to. */
  shipTo: string | null;
  status: OrderState;
  total: Amount;
  /** Refunds on their way included. */
  refunded: Amount;
  items: { itemId: string; kind: 'app' | 'device'; title: string; price: Amount; taxInclusive: boolean }[];
  refunds: { id: string; amount: Amount; status: RefundState; reason: string; requestedAt: string }[];
  /** Why the last payment was refused, or why nothing was granted for it. */
  failure: { code: string; detail: string } | null;
  placedAt: string;
  expiresAt: string;
  fulfilledAt: string | null;
}

interface Row {
  id: string;
  market: string;
  ship_to_market: string | null;
  status: OrderState;
  currency: string;
  total_amount: string;
  refunded_amount: string;
  items: { itemId: string; kind: 'app' | 'device'; title: string; amount: string; taxInclusive: boolean }[];
  refunds: { id: string; amount: string; status: RefundState; reason: string; requestedAt: string }[];
  failure_code: string | null;
  failure_detail: string | null;
  placed_at: Date;
  expires_at: Date;
  fulfilled_at: Date | null;
}

const SELECT = `
  SELECT o.*,
         (SELECT json_agg(json_build_object('itemId', l.item_id, 'kind', l.kind, 'title', l.title, 'amount', l.amount::text,
                                            'taxInclusive', l.tax_inclusive) ORDER BY l.position)
            FROM order_line l WHERE l.order_id = o.id) AS items,
         (SELECT coalesce(json_agg(json_build_object('id', r.id, 'amount', r.amount::text, 'status', r.status, 'reason', r.reason,
                                                     'requestedAt', r.requested_at) ORDER BY r.requested_at, r.id), '[]')
            FROM refund r WHERE r.order_id = o.id) AS refunds
    FROM customer_order o`;

/** Read model: orders with their lines and refunds, one statement each. */
@Injectable()
export class OrderIndex extends BaseRepository {
  /** Null for an unknown order, and for another account's when `accountId` is given. */
  async get(orderId: string, accountId: string | null): Promise<OrderView | null> {
    const row = await this.queryOne<Row>(
      `${SELECT} WHERE o.id = $1 AND ($2::uuid IS NULL OR o.account_id = $2)`,
      [orderId, accountId],
    );
    return row === null ? null : view(row);
  }

  /** Newest first. */
  async list(accountId: string, page: PageRequest): Promise<Page<OrderView>> {
    const after = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<Row>(
      `${SELECT} WHERE o.account_id = $1 AND ($2::timestamptz IS NULL OR (o.placed_at, o.id) < ($2::timestamptz, $3::uuid))
        ORDER BY o.placed_at DESC, o.id DESC LIMIT $4`,
      [accountId, after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.placed_at.toISOString(), row.id], view);
  }
}

function view(row: Row): OrderView {
  const money = (amount: string): Amount => ({ amount: Number(amount), currency: row.currency });
  return {
    id: row.id,
    market: row.market,
    shipTo: row.ship_to_market,
    status: row.status,
    total: money(row.total_amount),
    refunded: money(row.refunded_amount),
    items: row.items.map(({ amount, ...item }) => ({ ...item, price: money(amount) })),
    refunds: row.refunds.map((refund) => ({
      ...refund,
      amount: money(refund.amount),
      requestedAt: new Date(refund.requestedAt).toISOString(),
    })),
    failure: row.failure_code === null ? null : { code: row.failure_code, detail: row.failure_detail ?? '' },
    placedAt: row.placed_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    fulfilledAt: row.fulfilled_at?.toISOString() ?? null,
  };
}
