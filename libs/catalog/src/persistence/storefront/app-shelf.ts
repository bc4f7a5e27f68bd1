import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** An app in a list of the storefront. */
export interface ShelfApp {
  id: string;
  packageName: string;
  /** The locale that the texts are in. */
  locale: string;
  title: string;
  shortDescription: string;
  category: string;
  publisherId: string;
  free: boolean;
  versionName: string | null;
  sizeBytes: number;
  /** When it first went live, RFC 3339. */
  publishedAt: string;
}

interface Row extends Omit<ShelfApp, 'sizeBytes' | 'publishedAt'> {
  sizeBytes: string;
  publishedAt: Date;
}

/** What a list tells of each app. */
@Injectable()
export class AppShelf extends BaseRepository {
  /** By id, in the nearest locale; an app of which nothing is delivered is left out. @param locales BCP 47, best first */
  async find(ids: readonly string[], locales: readonly string[]): Promise<Map<string, ShelfApp>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<Row>(
      `SELECT a.id, a.package_name AS "packageName", l.locale, l.title, l.short_description AS "shortDescription", a.category,
              a.publisher_id AS "publisherId", a.pricing = 'free' AS free, f.version_name AS "versionName",
              f.size_bytes AS "sizeBytes", a.first_live_at AS "publishedAt"
         FROM app a
         JOIN release r ON r.app_id = a.id AND r.track = 'production' AND r.status = 'live'
         JOIN artifact f ON f.id = r.artifact_id
         JOIN LATERAL (SELECT o.* FROM app_listing o WHERE o.app_id = a.id
                        ORDER BY locale_rank(o.locale, $2), (o.locale = a.default_locale) DESC, o.locale LIMIT 1) l ON true
        WHERE a.id = ANY($1::uuid[])`,
      [ids, locales],
    );
    return new Map(
      rows.map((row) => [
        row.id,
        { ...row, sizeBytes: Number(row.sizeBytes), publishedAt: row.publishedAt.toISOString() },
      ]),
    );
  }
}
