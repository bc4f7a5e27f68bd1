import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import { ALL_TESTERS } from './all-testers';

/** On which tracks besides production an account is. */
@Injectable()
export class TrackMembership extends BaseRepository {
  /** By app; an app where it is on none has no entry. */
  async of(query: {
    accountId: string;
    email: string | null;
    appIds: readonly string[];
  }): Promise<Map<string, string[]>> {
    const rows = await this.query<{ app_id: string; tracks: string[] }>(
      `SELECT m.app_id, array_agg(DISTINCT m.track ORDER BY m.track) AS tracks
         FROM (SELECT t.app_id, t.track FROM ${ALL_TESTERS} t WHERE t.email = $2 AND t.app_id = ANY($3::uuid[])
               UNION ALL
               SELECT o.app_id, 'open' FROM open_tester o WHERE o.account_id = $1 AND o.app_id = ANY($3::uuid[])) m
        GROUP BY m.app_id`,
      [query.accountId, query.email, query.appIds],
    );
    return new Map(rows.map((row) => [row.app_id, row.tracks]));
  }
}
