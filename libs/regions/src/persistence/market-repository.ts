import { Injectable } from '@nestjs/common';
import { Ids, TransactionHost } from '@portolan/platform';
import type { Instant, Market, MarketGroup, MarketStatus, MarketSuccession } from '../domain';
import { VersionedPlaces } from './versioned-places';

/** Writes markets, what is dated about them, and groups. */
@Injectable()
export class MarketRepository extends VersionedPlaces {
  constructor(
    host: TransactionHost,
    private readonly ids: Ids,
  ) {
    super(host);
  }

  /** Takes back every span that begins at or after the instant, and begins one there. */
  async setStatus(market: string, status: MarketStatus, from: Instant, recordedAt: Date): Promise<void> {
    // What an earlier edit of the same change wrote was never known to anybody.
    await this.query(
      `DELETE FROM market_status WHERE market = $1 AND recorded_until IS NULL AND valid_from >= $2 AND recorded_from = $3`,
      [market, new Date(from), recordedAt],
    );
    await this.query(
      `UPDATE market_status SET recorded_until = $3 WHERE market = $1 AND recorded_until IS NULL AND valid_from >= $2`,
      [market, new Date(from), recordedAt],
    );
    await this.query(
      'INSERT INTO market_status (version, market, status, valid_from, recorded_from) VALUES ($1, $2, $3, $4, $5)',
      [this.ids.next(), market, status, new Date(from), recordedAt],
    );
  }

  async setName(market: string, name: string, recordedAt: Date): Promise<void> {
    await this.forget('market_name', 'market = $1', [market], recordedAt);
    await this.query(
      'INSERT INTO market_name (version, market, name, recorded_from) VALUES ($1, $2, $3, $4)',
      [this.ids.next(), market, name, recordedAt],
    );
  }

  /** In place of those that there were. */
  async setSuccessors(
    market: string,
    successors: readonly MarketSuccession[],
    recordedAt: Date,
  ): Promise<void> {
    await this.forget('market_successor', 'market = $1', [market], recordedAt);
    for (const { market: successor, from } of successors) {
      await this.query(
        `INSERT INTO market_successor (version, market, successor, valid_from, recorded_from) VALUES ($1, $2, $3, $4, $5)`,
        [this.ids.next(), market, successor, new Date(from), recordedAt],
      );
    }
  }

  async addMarkets(markets: readonly Omit<Market, 'statuses'>[], recordedAt: Date): Promise<void> {
    // One statement: a subdivision may stand before its parent.
    await this.query(
      `INSERT INTO market (code, parent, name, zone, slot, added_at)
       SELECT m.code, m.parent, m.name, m.zone, m.slot, $2
         FROM jsonb_to_recordset($1::jsonb) AS m (code text, parent text, name text, zone text, slot smallint)`,
      [JSON.stringify(markets), new Date(markets[0]?.addedAt ?? recordedAt)],
    );
    const currencies = markets.flatMap(({ code, currencies: dated }) =>
      dated.map(({ currency, from, until }) => ({
        version: this.ids.next(),
        market: code,
        currency,
        ...span(from, until),
      })),
    );
    await this.query(
      `INSERT INTO market_currency (version, market, currency, valid_from, valid_until, recorded_from)
       SELECT c.version, c.market, c.currency, c.valid_from, c.valid_until, $2
         FROM jsonb_to_recordset($1::jsonb) AS c (version uuid, market text, currency text, valid_from timestamptz, valid_until timestamptz)`,
      [JSON.stringify(currencies), recordedAt],
    );
  }

  async addGroups(groups: readonly MarketGroup[], recordedAt: Date): Promise<void> {
    const rows = groups.map(({ code, name, members }) => ({ code, name, everyone: members === null }));
    await this.query(
      `INSERT INTO market_group (code, name, everyone, added_at)
       SELECT g.code, g.name, g.everyone, $2 FROM jsonb_to_recordset($1::jsonb) AS g (code text, name text, everyone boolean)`,
      [JSON.stringify(rows), recordedAt],
    );
    const members = groups.flatMap((group) =>
      (group.members ?? []).map(({ market, from, until }) => ({
        version: this.ids.next(),
        market_group: group.code,
        market,
        ...span(from, until),
      })),
    );
    await this.query(
      `INSERT INTO market_group_member (version, market_group, market, valid_from, valid_until, recorded_from)
       SELECT n.version, n.market_group, n.market, n.valid_from, n.valid_until, $2
         FROM jsonb_to_recordset($1::jsonb)
              AS n (version uuid, market_group text, market text, valid_from timestamptz, valid_until timestamptz)`,
      [JSON.stringify(members), recordedAt],
    );
  }
}

function span(from: Instant | null, until: Instant | null) {
  const text = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
  return { valid_from: text(from), valid_until: text(until) };
}
