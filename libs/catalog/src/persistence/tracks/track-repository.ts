import { Injectable } from '@nestjs/common';
import { BaseRepository, notFound, withConstraints } from '@portolan/platform';
import { trackExists, trackKind } from '../../domain/delivery/track-name';
import { ALL_TESTERS } from './all-testers';

/** The testers of a track, and the number of their list for `If-Match`; 0 before the first. */
export interface TesterList {
  /** Those that are named alone. */
  emails: string[];
  groupIds: string[];
  version: number;
}

/** Closed tracks and testers of an app. Changes happen under the app's lock. */
@Injectable()
export class TrackRepository extends BaseRepository {
  /** @throws DomainError `track-not-found`. */
  async checkExists(appId: string, track: string): Promise<void> {
    if (trackKind(track) !== 'closed') return;
    const row = await this.queryOne('SELECT 1 FROM closed_track t WHERE t.app_id = $1 AND t.name = $2', [
      appId,
      track,
    ]);
    if (row === null) throw notFound('track', track);
  }

  async countClosed(appId: string): Promise<number> {
    const row = await this.queryOne<{ count: string }>(
      'SELECT count(*) AS count FROM closed_track t WHERE t.app_id = $1',
      [appId],
    );
    return Number(row?.count ?? 0);
  }

  /** @throws DomainError `track-exists`. */
  async insertClosed(track: {
    appId: string;
    name: string;
    createdBy: string;
    createdAt: Date;
  }): Promise<void> {
    const { appId, name, createdBy, createdAt } = track;
    await withConstraints({ closed_track_pk: () => trackExists(name) }, () =>
      this.query('INSERT INTO closed_track (app_id, name, created_by, created_at) VALUES ($1, $2, $3, $4)', [
        appId,
        name,
        createdBy,
        createdAt,
      ]),
    );
  }

  async testers(appId: string, track: string): Promise<TesterList> {
    const row = await this.queryOne<TesterList>(
      `SELECT ARRAY(SELECT t.email FROM track_tester t WHERE t.app_id = $1 AND t.track = $2 ORDER BY t.email) AS emails,
              ARRAY(SELECT x.group_id FROM track_tester_group x WHERE x.app_id = $1 AND x.track = $2 ORDER BY x.group_id) AS "groupIds",
              COALESCE((SELECT v.version FROM track_testers_version v WHERE v.app_id = $1 AND v.track = $2), 0) AS version`,
      [appId, track],
    );
    return row ?? { emails: [], groupIds: [], version: 0 };
  }

  /** Replaces the list, and counts its version up. @param list.groupIds left out: they stay */
  async putTesters(
    appId: string,
    track: string,
    list: { emails: readonly string[]; groupIds?: readonly string[] | undefined; at: Date },
  ): Promise<void> {
    const { emails, groupIds, at } = list;
    await this.query(
      `INSERT INTO track_testers_version AS v (app_id, track, version) VALUES ($1, $2, 1)
       ON CONFLICT ON CONSTRAINT track_testers_version_pk DO UPDATE SET version = v.version + 1`,
      [appId, track],
    );
    await this.query('DELETE FROM track_tester t WHERE t.app_id = $1 AND t.track = $2', [appId, track]);
    await this.query(
      `INSERT INTO track_tester (app_id, track, email, added_at)
       SELECT $1, $2, e.email, $4 FROM unnest($3::text[]) AS e(email)`,
      [appId, track, emails, at],
    );
    if (groupIds === undefined) return;
    await this.query('DELETE FROM track_tester_group x WHERE x.app_id = $1 AND x.track = $2', [appId, track]);
    await this.query(
      'INSERT INTO track_tester_group (app_id, track, group_id) SELECT $1, $2, g.id FROM unnest($3::uuid[]) AS g(id)',
      [appId, track, groupIds],
    );
  }

  /** How many different people are named for a track, alone or in groups. */
  async countTesters(appId: string, track: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(DISTINCT t.email)::integer AS count FROM ${ALL_TESTERS} t WHERE t.app_id = $1 AND t.track = $2`,
      [appId, track],
    );
    return row?.count ?? 0;
  }

  /** An app that changes hands leaves the groups of its former publisher. */
  async leaveGroups(appId: string): Promise<void> {
    await this.query('DELETE FROM track_tester_group x WHERE x.app_id = $1', [appId]);
  }

  async joinOpen(appId: string, accountId: string, at: Date): Promise<boolean> {
    const rows = await this.query(
      `INSERT INTO open_tester (app_id, account_id, joined_at) VALUES ($1, $2, $3)
       ON CONFLICT ON CONSTRAINT open_tester_pk DO NOTHING RETURNING app_id`,
      [appId, accountId, at],
    );
    return rows.length > 0;
  }

  async leaveOpen(appId: string, accountId: string): Promise<boolean> {
    const rows = await this.query(
      'DELETE FROM open_tester o WHERE o.app_id = $1 AND o.account_id = $2 RETURNING o.app_id',
      [appId, accountId],
    );
    return rows.length > 0;
  }
}
