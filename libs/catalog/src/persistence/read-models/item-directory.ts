import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** What other parts of the store need to name an item. */
export interface ItemTitle {
  id: string;
  kind: 'app' | 'device';
  /** In the best locale; the package name while an app has no listing. */
  title: string;
  publisherId: string;
  /** Apps only. */
  packageName: string | null;
  /** Devices only. */
  slug: string | null;
  /** Whether nothing is paid for it. */
  free: boolean;
}

export interface AppName {
  id: string;
  packageName: string;
}

interface TitleRow {
  id: string;
  kind: 'app' | 'device';
  title: string;
  publisher_id: string;
  package_name: string | null;
  slug: string | null;
  free: boolean;
}

/** Looks items up by id, name and owner. */
@Injectable()
export class ItemDirectory extends BaseRepository {
  async titles(itemIds: readonly string[], locales: readonly string[]): Promise<Map<string, ItemTitle>> {
    const rows = await this.query<TitleRow>(
      `SELECT a.id, 'app' AS kind, COALESCE(l.title, a.package_name) AS title, a.publisher_id, a.package_name,
              NULL AS slug, a.pricing = 'free' AS free
         FROM app a
         LEFT JOIN LATERAL (SELECT o.title FROM app_listing o WHERE o.app_id = a.id
                             ORDER BY locale_rank(o.locale, $2), (o.locale = a.default_locale) DESC, o.locale LIMIT 1) l ON true
        WHERE a.id = ANY($1::uuid[])
        UNION ALL
       SELECT d.id, 'device', COALESCE(n.name, d.slug), d.publisher_id, NULL, d.slug, false
         FROM device d
         LEFT JOIN LATERAL (SELECT o.name FROM device_name o WHERE o.device_id = d.id
                             ORDER BY locale_rank(o.locale, $2), (o.locale = 'en') DESC, o.locale LIMIT 1) n ON true
        WHERE d.id = ANY($1::uuid[])`,
      [itemIds, locales],
    );
    return new Map(rows.map((row) => [row.id, viewTitle(row)]));
  }

  async appByPackage(packageName: string): Promise<string | null> {
    const row = await this.queryOne<{ id: string }>('SELECT a.id FROM app a WHERE a.package_name = $1', [
      packageName,
    ]);
    return row?.id ?? null;
  }

  /** By id, which is the order in which they came. */
  async appNamesOf(publisherId: string, most: number): Promise<AppName[]> {
    const rows = await this.query<{ id: string; package_name: string }>(
      'SELECT a.id, a.package_name FROM app a WHERE a.publisher_id = $1 ORDER BY a.id LIMIT $2',
      [publisherId, most],
    );
    return rows.map(({ id, package_name: packageName }) => ({ id, packageName }));
  }

  async deviceBySlug(slug: string): Promise<string | null> {
    const row = await this.queryOne<{ id: string }>('SELECT d.id FROM device d WHERE d.slug = $1', [slug]);
    return row?.id ?? null;
  }

  ownerOf(resource: 'app' | 'release', id: string): Promise<{ publisherId: string; appId: string } | null> {
    const columns = 'a.publisher_id AS "publisherId", a.id AS "appId"';
    return this.queryOne(
      resource === 'app'
        ? `SELECT ${columns} FROM app a WHERE a.id = $1`
        : `SELECT ${columns} FROM release r JOIN app a ON a.id = r.app_id WHERE r.id = $1`,
      [id],
    );
  }

  /** Those of the apps that are the publisher's. */
  async appsOf(publisherId: string, appIds: readonly string[]): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      'SELECT a.id FROM app a WHERE a.publisher_id = $1 AND a.id = ANY($2::uuid[])',
      [publisherId, appIds],
    );
    return rows.map((row) => row.id);
  }
}

function viewTitle(row: TitleRow): ItemTitle {
  const { publisher_id: publisherId, package_name: packageName, ...rest } = row;
  return { ...rest, publisherId, packageName };
}
