import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';

/** One price and the time it holds; times are RFC 3339, `validUntil` is exclusive. */
export interface PriceRecord {
  market: string;
  amount: number;
  currency: string;
  taxInclusive: boolean;
  validFrom: string;
  validUntil: string | null;
}

export interface PriceFilter {
  itemId: string;
  market?: string | undefined;
  /** With the prices that are over. */
  history: boolean;
  /** Which prices are over. */
  now: Date;
}

interface Row {
  market: string;
  amount: string;
  currency: string;
  tax_inclusive: boolean;
  valid_from: Date;
  valid_until: Date | null;
}

/** Read model: an item's prices, by market, the newest first. */
@Injectable()
export class PriceList extends BaseRepository {
  async list(filter: PriceFilter, page: PageRequest): Promise<Page<PriceRecord>> {
    const after = decodeCursor(page.cursor, ['string', 'instant']);
    const rows = await this.query<Row>(
      `SELECT s.market, s.amount, s.currency, s.tax_inclusive, s.valid_from, s.valid_until
         FROM (SELECT p.*, lead(p.valid_from) OVER (PARTITION BY p.market ORDER BY p.valid_from) AS valid_until
                 FROM price p WHERE p.item_id = $1 AND ($2::text IS NULL OR p.market = $2)) s
        WHERE s.amount IS NOT NULL
          AND ($3::boolean OR s.valid_until IS NULL OR s.valid_until > $4)
          AND ($5::text IS NULL OR s.market > $5 OR (s.market = $5 AND s.valid_from < $6::timestamptz))
        ORDER BY s.market, s.valid_from DESC LIMIT $7`,
      [
        filter.itemId,
        filter.market ?? null,
        filter.history,
        filter.now,
        after?.[0] ?? null,
        after?.[1] ?? null,
        page.limit + 1,
      ],
    );
    return toPage(rows, page.limit, (row) => [row.market, row.valid_from.toISOString()], view);
  }
}

function view(row: Row): PriceRecord {
  return {
    market: row.market,
    amount: Number(row.amount),
    currency: row.currency,
    taxInclusive: row.tax_inclusive,
    validFrom: row.valid_from.toISOString(),
    validUntil: row.valid_until?.toISOString() ?? null,
  };
}
