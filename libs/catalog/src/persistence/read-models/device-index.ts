import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';

/** A device in staff's list. */
export interface DeviceSummary {
  id: string;
  slug: string;
  /** In English. */
  name: string;
  category: string;
  releasedOn: string | null;
}

/** All devices, by slug, for staff. */
@Injectable()
export class DeviceIndex extends BaseRepository {
  async list(page: PageRequest): Promise<Page<DeviceSummary>> {
    const after = decodeCursor(page.cursor, ['string']);
    const rows = await this.query<DeviceSummary>(
      `SELECT d.id, d.slug, COALESCE(n.name, d.slug) AS name, d.category, d.released_on::text AS "releasedOn"
         FROM device d LEFT JOIN device_name n ON n.device_id = d.id AND n.locale = 'en'
        WHERE $1::text IS NULL OR d.slug > $1
        ORDER BY d.slug LIMIT $2`,
      [after?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.slug],
      (row) => row,
    );
  }
}
