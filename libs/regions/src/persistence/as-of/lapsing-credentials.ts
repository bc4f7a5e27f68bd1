import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  type Page,
  type PageRequest,
  toPage,
  TransactionHost,
} from '@portolan/platform';
import type { Credential } from '../../domain';
import { type StoredCredential, toCredential } from '../rules/credential-repository';

export interface LapsingCredential {
  readonly credential: Credential;
  /** When it stops to count: its own end, or that of the deal that issued it if the deal ends first. */
  readonly lapsesAt: Date;
}

interface Row {
  row: StoredCredential;
  lapses_at: Date;
}

/** Verified papers that stop to count in a span of time, soonest first; one that goes on without a gap does not lapse. */
@Injectable()
export class LapsingCredentials extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** @param after not included. @param until included. */
  async between(after: Date, until: Date, page: PageRequest): Promise<Page<LapsingCredential>> {
    const from = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<Row>(
      `SELECT to_json(c) AS row, l.lapses_at
         FROM credential c
         LEFT JOIN deal d ON d.id = c.deal_id AND d.recorded_until IS NULL
        CROSS JOIN LATERAL (SELECT least(c.valid_until, d.valid_until) AS lapses_at) l
        WHERE c.recorded_until IS NULL AND c.status = 'verified' AND d.kind IS DISTINCT FROM 'assignment'
          AND l.lapses_at > $1 AND l.lapses_at <= $2
          AND (c.valid_from IS NULL OR c.valid_from < l.lapses_at)
          AND (d.valid_from IS NULL OR d.valid_from < l.lapses_at)
          AND NOT EXISTS (SELECT FROM credential n
                           WHERE n.id = c.id AND n.recorded_until IS NULL AND n.status = 'verified'
                             AND c.valid_until = l.lapses_at AND n.valid_from = c.valid_until
                             AND (d.valid_until IS NULL OR d.valid_until > l.lapses_at
                                  OR EXISTS (SELECT FROM deal m
                                              WHERE m.id = d.id AND m.recorded_until IS NULL AND m.kind <> 'assignment'
                                                AND m.valid_from = d.valid_until)))
          AND ($3::timestamptz IS NULL OR (l.lapses_at, c.version) > ($3::timestamptz, $4::uuid))
        ORDER BY l.lapses_at, c.version LIMIT $5`,
      [after, until, from?.[0] ?? null, from?.[1] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      ({ row, lapses_at }) => [lapses_at.toISOString(), row.version],
      ({ row, lapses_at }) => ({ credential: toCredential(row), lapsesAt: lapses_at }),
    );
  }
}
