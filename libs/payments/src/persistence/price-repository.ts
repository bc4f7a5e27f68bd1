import { Injectable } from '@nestjs/common';
import { BaseRepository, Money } from '@portolan/platform';

/** A price that is in force. */
export interface PriceInForce {
  itemId: string;
  market: string;
  money: Money;
  taxInclusive: boolean;
  validFrom: Date;
}

/** A row of the timeline; without money a price ends there. */
export interface PricePoint {
  id: string;
  market: string;
  validFrom: Date;
  money: Money | null;
  taxInclusive: boolean;
}

interface Row {
  item_id: string;
  market: string;
  amount: string | null;
  currency: string | null;
  tax_inclusive: boolean;
  valid_from: Date;
}

@Injectable()
export class PriceRepository extends BaseRepository {
  /**
   * Makes the caller's transaction the only writer of the item's prices until it ends.
   * @returns the instant of the item's last change, or null
   */
  async lock(itemId: string): Promise<Date | null> {
    await this.query(
      `INSERT INTO price_list AS l (item_id, revision) VALUES ($1, 1)
       ON CONFLICT (item_id) DO UPDATE SET revision = l.revision + 1`,
      [itemId],
    );
    const row = await this.queryOne<{ last: Date | null }>(
      'SELECT max(p.valid_from) AS last FROM price p WHERE p.item_id = $1',
      [itemId],
    );
    return row?.last ?? null;
  }

  /** Every price of one item that holds at the instant, by market. */
  async inForce(itemId: string, at: Date): Promise<Map<string, PriceInForce>> {
    const rows = await this.query<Row>(
      `SELECT DISTINCT ON (p.market) p.item_id, p.market, p.amount, p.currency, p.tax_inclusive, p.valid_from
         FROM price p WHERE p.item_id = $1 AND p.valid_from <= $2
        ORDER BY p.market, p.valid_from DESC`,
      [itemId, at],
    );
    return new Map(rows.flatMap((row) => toPrice(row)).map((price) => [price.market, price]));
  }

  /** The prices of many items that hold in any of these markets at the instant. */
  async inMarkets(itemIds: readonly string[], markets: readonly string[], at: Date): Promise<PriceInForce[]> {
    const rows = await this.query<Row>(
      `SELECT DISTINCT ON (p.item_id, p.market) p.item_id, p.market, p.amount, p.currency, p.tax_inclusive, p.valid_from
         FROM price p WHERE p.item_id = ANY($1::uuid[]) AND p.market = ANY($2::text[]) AND p.valid_from <= $3
        ORDER BY p.item_id, p.market, p.valid_from DESC`,
      [itemIds, markets, at],
    );
    return rows.flatMap((row) => toPrice(row));
  }

  /** Adds points. A second change at the very same instant replaces the first, which held for no time at all. */
  async add(itemId: string, points: readonly PricePoint[]): Promise<void> {
    await this.query(
      `INSERT INTO price (id, item_id, market, valid_from, amount, currency, tax_inclusive)
       SELECT t.id, $1, t.market, t.valid_from, t.amount, t.currency, t.tax_inclusive
         FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::bigint[], $6::text[], $7::boolean[])
           AS t (id, market, valid_from, amount, currency, tax_inclusive)
       ON CONFLICT ON CONSTRAINT price_one_at_a_time DO UPDATE
         SET amount = excluded.amount, currency = excluded.currency, tax_inclusive = excluded.tax_inclusive`,
      [
        itemId,
        points.map((point) => point.id),
        points.map((point) => point.market),
        points.map((point) => point.validFrom),
        points.map((point) => point.money?.amount.toString() ?? null),
        points.map((point) => point.money?.currency.code ?? null),
        points.map((point) => point.taxInclusive),
      ],
    );
  }
}

function toPrice(row: Row): PriceInForce[] {
  if (row.amount === null || row.currency === null) return [];
  return [
    {
      itemId: row.item_id,
      market: row.market,
      money: Money.of(BigInt(row.amount), row.currency),
      taxInclusive: row.tax_inclusive,
      validFrom: row.valid_from,
    },
  ];
}
