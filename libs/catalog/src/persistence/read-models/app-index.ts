import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';

/** A row of a publisher's list of apps. */
export interface AppSummary {
  id: string;
  packageName: string;
  /** In the app's default locale; null while that listing is missing. */
  title: string | null;
  category: string;
  pricing: 'free' | 'paid';
  /** What is delivered now; null if nothing is. */
  live: { releaseId: string; versionCode: number; versionName: string | null } | null;
}

interface Row {
  id: string;
  package_name: string;
  title: string | null;
  category: string;
  pricing: 'free' | 'paid';
  release_id: string | null;
  version_code: string | null;
  version_name: string | null;
}

/** Apps of one publisher, in the order in which they were created. */
@Injectable()
export class AppIndex extends BaseRepository {
  async list(publisherId: string, page: PageRequest, only?: readonly string[]): Promise<Page<AppSummary>> {
    const after = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row>(
      `SELECT a.id, a.package_name, l.title, a.category, a.pricing,
              r.id AS release_id, f.version_code, f.version_name
         FROM app a
         LEFT JOIN app_listing l ON l.app_id = a.id AND l.locale = a.default_locale
         LEFT JOIN release r ON r.app_id = a.id AND r.track = 'production' AND r.status = 'live'
         LEFT JOIN artifact f ON f.id = r.artifact_id
        WHERE a.publisher_id = $1 AND ($2::uuid IS NULL OR a.id > $2) AND ($4::uuid[] IS NULL OR a.id = ANY($4))
        ORDER BY a.id LIMIT $3`,
      [publisherId, after?.[0] ?? null, page.limit + 1, only ?? null],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }
}

function view(row: Row): AppSummary {
  const { id, title, category, pricing } = row;
  const live =
    row.release_id === null
      ? null
      : { releaseId: row.release_id, versionCode: Number(row.version_code), versionName: row.version_name };
  return { id, packageName: row.package_name, title, category, pricing, live };
}
