import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** Items in markets: each of the items in each of the markets. */
export interface SalesPart {
  itemIds: readonly string[];
  markets: readonly string[];
}

/** What the items of a part brought in. */
export interface PartSales {
  /** The number of the part, from 0. */
  part: number;
  currency: string;
  /** Minor units, without what was refunded. */
  amount: number;
}

/** What was sold, by item and market. */
@Injectable()
export class SalesIndex extends BaseRepository {
  /**
   * Orders that were paid from an instant on. What was refunded of an order is taken from its lines in proportion, and the
   * sum is rounded down. By part and currency; parts without sales are left out.
   */
  async sum(parts: readonly SalesPart[], since: Date): Promise<PartSales[]> {
    const numbered = <Value>(valuesOf: (part: SalesPart) => readonly Value[]) =>
      parts.flatMap((part, number) => valuesOf(part).map((value) => ({ number, value })));
    const items = numbered(({ itemIds }) => itemIds);
    const markets = numbered((part) => part.markets);
    const rows = await this.query<{ part: number; currency: string; amount: string }>(
      `WITH item AS MATERIALIZED (SELECT * FROM unnest($1::int[], $2::uuid[]) AS t (part, item_id)),
            place AS MATERIALIZED (SELECT * FROM unnest($3::int[], $4::text[]) AS t (part, market))
       SELECT item.part, o.currency,
              floor(sum(l.amount::numeric * (o.captured_amount - o.refunded_amount) / o.captured_amount))::bigint AS amount
         FROM customer_order o
         JOIN order_line l ON l.order_id = o.id
         JOIN item ON item.item_id = l.item_id
         JOIN place ON place.part = item.part AND place.market = o.market
        WHERE o.fulfilled_at >= $5 AND o.market = ANY($6::text[]) AND o.captured_amount > o.refunded_amount
        GROUP BY item.part, o.currency
        ORDER BY item.part, o.currency`,
      [
        items.map(({ number }) => number),
        items.map(({ value }) => value),
        markets.map(({ number }) => number),
        markets.map(({ value }) => value),
        since,
        [...new Set(markets.map(({ value }) => value))],
      ],
    );
    return rows.map(({ part, currency, amount }) => ({ part, currency, amount: Number(amount) }));
  }
}
