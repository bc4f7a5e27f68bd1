import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import { ALL_TESTERS } from '../tracks/all-testers';

/** A track by name, with how many people it has. */
export interface TrackRow {
  name: string;
  /** Different addresses, named alone or in groups. */
  testers: number;
}

/** The tracks of an app for people to read. */
@Injectable()
export class TrackIndex extends BaseRepository {
  /** In the order of names. */
  async list(appId: string): Promise<TrackRow[]> {
    return this.query<TrackRow>(
      `SELECT n.name,
              CASE n.name WHEN 'open' THEN (SELECT count(*)::integer FROM open_tester o WHERE o.app_id = $1)
                          ELSE (SELECT count(DISTINCT t.email)::integer FROM ${ALL_TESTERS} t WHERE t.app_id = $1 AND t.track = n.name) END AS testers
         FROM (SELECT unnest(ARRAY['internal', 'open', 'production']) AS name
               UNION ALL
               SELECT c.name FROM closed_track c WHERE c.app_id = $1) n
        ORDER BY n.name`,
      [appId],
    );
  }
}
