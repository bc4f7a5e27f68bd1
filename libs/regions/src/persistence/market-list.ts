import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';
import type { MarketStatus } from '../domain';

/** A market as a list shows it. */
export interface MarketSummary {
  code: string;
  name: string;
  parent: string | null;
  zone: string;
  status: MarketStatus;
  /** ISO 4217; two while one replaces the other. */
  currencies: string[];
  slot: number;
}

export interface MarketFilter {
  status?: MarketStatus | undefined;
  parent?: string | undefined;
  /** Only these codes. */
  codes?: readonly string[] | undefined;
  /** Part of the name or the beginning of the code. */
  q?: string | undefined;
}

export interface MarketGroupSummary {
  code: string;
  name: string;
  memberCount: number;
  retired: boolean;
}

/** Read models of the markets and groups, at an instant. */
@Injectable()
export class MarketList extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** By code. */
  async markets(filter: MarketFilter, page: PageRequest, at: Date): Promise<Page<MarketSummary>> {
    const after = decodeCursor(page.cursor, ['string']);
    const rows = await this.query<MarketSummary>(
      `SELECT m.code, coalesce(l.name, m.name) AS name, m.parent, m.zone, coalesce(s.status, 'planned') AS status, m.slot,
              coalesce((SELECT array_agg(c.currency ORDER BY c.currency) FROM market_currency c
                         WHERE c.market = m.code AND c.recorded_until IS NULL
                           AND coalesce(c.valid_from <= $1, true) AND coalesce(c.valid_until > $1, true)), '{}') AS currencies
         FROM market m
         LEFT JOIN market_name l ON l.market = m.code AND l.recorded_until IS NULL
         LEFT JOIN LATERAL (SELECT s.status FROM market_status s
                             WHERE s.market = m.code AND s.recorded_until IS NULL AND s.valid_from <= $1
                             ORDER BY s.valid_from DESC LIMIT 1) s ON true
        WHERE ($2::text IS NULL OR coalesce(s.status, 'planned') = $2)
          AND ($3::text IS NULL OR m.parent = $3)
          AND ($4::text[] IS NULL OR m.code = ANY($4))
          AND ($5::text IS NULL OR strpos(lower(coalesce(l.name, m.name)), lower($5)) > 0 OR starts_with(m.code, upper($5)))
          AND ($6::text IS NULL OR m.code COLLATE "C" > $6 COLLATE "C")
        ORDER BY m.code COLLATE "C" LIMIT $7`,
      [
        at,
        filter.status ?? null,
        filter.parent ?? null,
        filter.codes === undefined ? null : [...filter.codes],
        filter.q ?? null,
        after?.[0] ?? null,
        page.limit + 1,
      ],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.code],
      (row) => row,
    );
  }

  /** By code; counts members at the instant, subdivisions not counted. */
  async groups(page: PageRequest, at: Date): Promise<Page<MarketGroupSummary>> {
    const after = decodeCursor(page.cursor, ['string']);
    const rows = await this.query<MarketGroupSummary>(
      `SELECT g.code, coalesce(l.name, g.name) AS name, coalesce(l.retired, false) AS retired,
              CASE WHEN g.everyone THEN (SELECT count(*)::int FROM market)
                   ELSE (SELECT count(*)::int FROM market_group_member n
                          WHERE n.market_group = g.code AND n.recorded_until IS NULL
                            AND coalesce(n.valid_from <= $1, true) AND coalesce(n.valid_until > $1, true))
              END AS "memberCount"
         FROM market_group g
         LEFT JOIN market_group_label l ON l.market_group = g.code AND l.recorded_until IS NULL
        WHERE $2::text IS NULL OR g.code COLLATE "C" > $2 COLLATE "C"
        ORDER BY g.code COLLATE "C" LIMIT $3`,
      [at, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.code],
      (row) => row,
    );
  }
}
