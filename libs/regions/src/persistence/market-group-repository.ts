import { Injectable } from '@nestjs/common';
import { Ids, TransactionHost } from '@portolan/platform';
import type { GroupMembership, Instant, Period } from '../domain';
import { dateOf } from './rules/stored';
import { VersionedPlaces } from './versioned-places';

/** Writes what changes about groups: their names, whether they are retired, and who belongs to them when. */
@Injectable()
export class MarketGroupRepository extends VersionedPlaces {
  constructor(
    host: TransactionHost,
    private readonly ids: Ids,
  ) {
    super(host);
  }

  async setLabel(group: string, label: { name: string; retired: boolean }, recordedAt: Date): Promise<void> {
    await this.forget('market_group_label', 'market_group = $1', [group], recordedAt);
    await this.query(
      `INSERT INTO market_group_label (version, market_group, name, retired, recorded_from) VALUES ($1, $2, $3, $4, $5)`,
      [this.ids.next(), group, label.name, label.retired, recordedAt],
    );
  }

  async addMember(group: string, { market, from, until }: GroupMembership, recordedAt: Date): Promise<void> {
    await this.query(
      `INSERT INTO market_group_member (version, market_group, market, valid_from, valid_until, recorded_from)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [this.ids.next(), group, market, dateOf(from), dateOf(until), recordedAt],
    );
  }

  /**
   * From an instant on the market is no member: its spans are cut there, later ones are taken back.
   * @param spans those that have not ended by then.
   */
  async endMember(
    group: string,
    market: string,
    spans: readonly Period[],
    at: Instant,
    recordedAt: Date,
  ): Promise<void> {
    const running = `market_group = $1 AND market = $2 AND (valid_until IS NULL OR valid_until > $3)`;
    await this.forget('market_group_member', running, [group, market, new Date(at)], recordedAt);
    for (const { from } of spans) {
      if (from === null || from < at) await this.addMember(group, { market, from, until: at }, recordedAt);
    }
  }
}
