import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** An app that a device has installed. */
export interface InstalledApp {
  appId: string;
  packageName: string;
  free: boolean;
}

/** What the update check looks up by package name, and what it tells of a release. */
@Injectable()
export class InstalledPackages extends BaseRepository {
  async find(packageNames: readonly string[]): Promise<InstalledApp[]> {
    return this.query<InstalledApp>(
      `SELECT a.id AS "appId", a.package_name AS "packageName", a.pricing = 'free' AS free
         FROM app a WHERE a.package_name = ANY($1::text[])`,
      [packageNames],
    );
  }

  /** What is new in each release, in the nearest locale that has notes. */
  async whatsNew(releaseIds: readonly string[], locales: readonly string[]): Promise<Map<string, string>> {
    if (releaseIds.length === 0) return new Map();
    const rows = await this.query<{ id: string; note: string | null }>(
      `SELECT r.id,
              (SELECT n.value FROM jsonb_each_text(r.notes) n
                ORDER BY locale_rank(n.key, $2), (n.key = a.default_locale) DESC, n.key LIMIT 1) AS note
         FROM release r JOIN app a ON a.id = r.app_id
        WHERE r.id = ANY($1::uuid[])`,
      [releaseIds, locales],
    );
    return new Map(rows.flatMap(({ id, note }) => (note === null ? [] : [[id, note] as const])));
  }
}
