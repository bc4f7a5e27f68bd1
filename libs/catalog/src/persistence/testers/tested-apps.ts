import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import { ALL_TESTERS } from '../tracks/all-testers';

/** An app as one of its testers sees it in the list of their tests. */
export interface OwnTest {
  itemId: string;
  packageName: string;
  /** In the nearest locale; null while it has no page. */
  title: string | null;
  shortDescription: string | null;
  /** The tracks that the tester is named for and that have something out. */
  tracks: string[];
  /** Whether production has had it: then it is bought or got like by anybody, and the test only changes the version. */
  published: boolean;
}

const SOMETHING_OUT = `EXISTS (SELECT FROM release r
  WHERE r.app_id = e.app_id AND r.track = e.track AND r.status IN ('live', 'staged'))`;

/** Apps and the people who are named to test them. */
@Injectable()
export class TestedApps extends BaseRepository {
  /** Those that production has never had. */
  async neverPublished(appIds: readonly string[]): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      'SELECT a.id FROM app a WHERE a.id = ANY($1::uuid[]) AND a.first_live_at IS NULL',
      [appIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Those that have something out on a track that the address is named for. */
  async testedBy(email: string, appIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.query<{ id: string }>(
      `SELECT DISTINCT e.app_id AS id FROM ${ALL_TESTERS} e
        WHERE e.email = $1 AND e.app_id = ANY($2::uuid[]) AND ${SOMETHING_OUT}`,
      [email, appIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async listOf(email: string, locales: readonly string[], page: PageRequest): Promise<Page<OwnTest>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<OwnTest>(
      `SELECT a.id AS "itemId", a.package_name AS "packageName", m.tracks, a.first_live_at IS NOT NULL AS published, l.title,
              l.short_description AS "shortDescription"
         FROM (SELECT e.app_id, array_agg(DISTINCT e.track ORDER BY e.track) AS tracks FROM ${ALL_TESTERS} e
                WHERE e.email = $1 AND ($3::uuid IS NULL OR e.app_id > $3) AND ${SOMETHING_OUT} GROUP BY e.app_id) m
         JOIN app a ON a.id = m.app_id
         LEFT JOIN LATERAL (SELECT o.* FROM app_listing o WHERE o.app_id = a.id
                             ORDER BY locale_rank(o.locale, $2), (o.locale = a.default_locale) DESC, o.locale LIMIT 1) l ON true
        ORDER BY a.id LIMIT $4`,
      [email, locales, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.itemId],
      (row) => row,
    );
  }
}
