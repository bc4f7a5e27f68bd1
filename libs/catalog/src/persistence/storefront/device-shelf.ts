import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** A device in a list of the storefront. */
export interface ShelfDevice {
  id: string;
  slug: string;
  /** The locale that the texts are in. */
  locale: string;
  name: string;
  summary: string;
  category: string;
  publisherId: string;
  /** The day it came out, `2016-10-25`. */
  releasedOn: string | null;
}

/** The name in the nearest locale; English is what others fall back to. */
export const BEST_NAME = `SELECT o.locale, o.name, o.summary FROM device_name o WHERE o.device_id = d.id
  ORDER BY locale_rank(o.locale, $2), (o.locale = 'en') DESC, o.locale LIMIT 1`;

/** What a list tells of each device. */
@Injectable()
export class DeviceShelf extends BaseRepository {
  /** By id, in the nearest locale. @param locales BCP 47, best first */
  async find(ids: readonly string[], locales: readonly string[]): Promise<Map<string, ShelfDevice>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<ShelfDevice>(
      `SELECT d.id, d.slug, n.locale, n.name, n.summary, d.category, d.publisher_id AS "publisherId",
              d.released_on::text AS "releasedOn"
         FROM device d
         JOIN LATERAL (${BEST_NAME}) n ON true
        WHERE d.id = ANY($1::uuid[])`,
      [ids, locales],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
