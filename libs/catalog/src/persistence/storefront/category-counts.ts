import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** How many items stand directly in each category. */
@Injectable()
export class CategoryCounts extends BaseRepository {
  /** @param itemIds what may be counted. */
  async of(itemIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.query<{ category: string; count: number }>(
      `SELECT i.category, count(*)::integer AS count
         FROM (SELECT a.category FROM app a JOIN release r ON r.app_id = a.id AND r.track = 'production' AND r.status = 'live'
                WHERE a.id = ANY($1::uuid[])
               UNION ALL
               SELECT d.category FROM device d WHERE d.id = ANY($1::uuid[])) i
        GROUP BY i.category`,
      [itemIds],
    );
    return new Map(rows.map(({ category, count }) => [category, count]));
  }
}
