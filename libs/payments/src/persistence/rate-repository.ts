import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import { type ExchangeRate, RATE_DAYS } from '../domain/rates/exchange';

const COLUMNS = `r.currency, trim_scale(r.per_euro)::text AS "perEuro", r.source,
  to_char(r.observed_on, 'YYYY-MM-DD') AS "observedOn"`;

/** Exchange rates, as sources gave them. */
@Injectable()
export class RateRepository extends BaseRepository {
  /** One for each currency: of the newest day that is not too old, and of that day the one recorded last. */
  inForce(on: string): Promise<ExchangeRate[]> {
    return this.query<ExchangeRate>(
      `SELECT DISTINCT ON (r.currency) ${COLUMNS} FROM exchange_rate r
        WHERE r.observed_on <= $1::date AND r.observed_on >= $1::date - $2::integer
        ORDER BY r.currency, r.observed_on DESC, r.recorded_at DESC, r.source`,
      [on, RATE_DAYS],
    );
  }

  /** What a source said of a day. */
  of(source: string, observedOn: string): Promise<ExchangeRate[]> {
    return this.query<ExchangeRate>(
      `SELECT ${COLUMNS} FROM exchange_rate r WHERE r.source = $1 AND r.observed_on = $2::date ORDER BY r.currency`,
      [source, observedOn],
    );
  }

  async put(rates: readonly ExchangeRate[], by: { accountId: string; at: Date }): Promise<void> {
    await this.query(
      `INSERT INTO exchange_rate (currency, observed_on, source, per_euro, recorded_at, recorded_by)
       SELECT t.currency, t.observed_on, t.source, t.per_euro, $5, $6
         FROM unnest($1::text[], $2::date[], $3::text[], $4::numeric[]) AS t (currency, observed_on, source, per_euro)
       ON CONFLICT ON CONSTRAINT exchange_rate_pk DO UPDATE
         SET per_euro = excluded.per_euro, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
      [
        rates.map(({ currency }) => currency),
        rates.map(({ observedOn }) => observedOn),
        rates.map(({ source }) => source),
        rates.map(({ perEuro }) => perEuro),
        by.at,
        by.accountId,
      ],
    );
  }
}
