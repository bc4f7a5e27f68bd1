import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { AttributeValue } from '@portolan/regions';
import type { ShelfApp } from './app-shelf';
import { BEST_NAME, type ShelfDevice } from './device-shelf';

/** Everything that the storefront tells of an app. */
export interface AppPage extends ShelfApp {
  fullDescription: string;
  /** Every locale that the app has texts in. */
  locales: string[];
  versionCode: number;
  /** What is new in the delivered version, in the nearest locale that has notes. */
  whatsNew: string | null;
  /** When the delivered version went live, RFC 3339. */
  updatedAt: string;
  minSdk: number;
  targetSdk: number;
  permissions: string[];
  /** SHA-256 of the delivered file. */
  sha256: string;
}

/** Everything that the storefront tells of a device. */
export interface DevicePage extends ShelfDevice {
  locales: string[];
  attributes: Record<string, AttributeValue>;
}

interface AppRow extends Omit<AppPage, 'sizeBytes' | 'versionCode' | 'publishedAt' | 'updatedAt'> {
  sizeBytes: string;
  versionCode: string;
  publishedAt: Date;
  updatedAt: Date;
}

/** Pages of single items. Whether they may be seen has been decided before. */
@Injectable()
export class ItemPages extends BaseRepository {
  /** Null while nothing is delivered. */
  async app(id: string, locales: readonly string[]): Promise<AppPage | null> {
    const row = await this.queryOne<AppRow>(
      `SELECT a.id, a.package_name AS "packageName", a.category, a.publisher_id AS "publisherId", a.pricing = 'free' AS free,
              a.first_live_at AS "publishedAt", l.locale, l.title, l.short_description AS "shortDescription",
              l.full_description AS "fullDescription",
              (SELECT array_agg(o.locale ORDER BY o.locale) FROM app_listing o WHERE o.app_id = a.id) AS locales,
              f.version_code AS "versionCode", f.version_name AS "versionName", f.size_bytes AS "sizeBytes", f.sha256,
              r.live_at AS "updatedAt", (f.report->>'minSdk')::integer AS "minSdk", (f.report->>'targetSdk')::integer AS "targetSdk",
              ARRAY(SELECT DISTINCT p.item->>'name' FROM jsonb_array_elements(f.report->'permissions') AS p(item) ORDER BY 1) AS permissions,
              (SELECT n.value FROM jsonb_each_text(r.notes) n
                ORDER BY locale_rank(n.key, $2), (n.key = a.default_locale) DESC, n.key LIMIT 1) AS "whatsNew"
         FROM app a
         JOIN release r ON r.app_id = a.id AND r.track = 'production' AND r.status = 'live'
         JOIN artifact f ON f.id = r.artifact_id
         JOIN LATERAL (SELECT o.* FROM app_listing o WHERE o.app_id = a.id
                        ORDER BY locale_rank(o.locale, $2), (o.locale = a.default_locale) DESC, o.locale LIMIT 1) l ON true
        WHERE a.id = $1`,
      [id, locales],
    );
    if (row === null) return null;
    return {
      ...row,
      sizeBytes: Number(row.sizeBytes),
      versionCode: Number(row.versionCode),
      publishedAt: row.publishedAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  }

  async device(id: string, locales: readonly string[]): Promise<DevicePage | null> {
    return this.queryOne<DevicePage>(
      `SELECT d.id, d.slug, d.category, d.publisher_id AS "publisherId", d.released_on::text AS "releasedOn", d.attributes,
              n.locale, n.name, n.summary,
              (SELECT array_agg(o.locale ORDER BY o.locale) FROM device_name o WHERE o.device_id = d.id) AS locales
         FROM device d
         JOIN LATERAL (${BEST_NAME}) n ON true
        WHERE d.id = $1`,
      [id, locales],
    );
  }
}
