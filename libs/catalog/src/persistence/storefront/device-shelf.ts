import { Injectable } from '@nestjs/common';
import { BaseRepository, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { SearchQuery } from '../../domain/search-query';
import { type KeysetSort, keysetTail } from './keyset';

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

export type DeviceSort = 'name' | 'newest' | 'relevance';

export interface DeviceShelfQuestion {
  /** Only these, whatever else is asked. */
  itemIds: readonly string[];
  category: string | null;
  search: SearchQuery | null;
  sort: DeviceSort;
  locales: readonly string[];
  page: PageRequest;
}

interface Row extends ShelfDevice {
  sort_name: string;
  created_at: Date;
  score: number;
}

const SORTS: Record<DeviceSort, KeysetSort<Row>> = {
  name: {
    column: 'sort_name',
    direction: 'ASC',
    cursorPart: 'string',
    sqlType: 'text',
    key: (row) => row.sort_name,
  },
  newest: {
    column: 'created_at',
    direction: 'DESC',
    cursorPart: 'instant',
    sqlType: 'timestamptz',
    key: (row) => row.created_at.toISOString(),
  },
  relevance: {
    column: 'score',
    direction: 'DESC',
    cursorPart: 'number',
    sqlType: 'bigint',
    key: (row) => row.score,
  },
};

/** The name in the nearest locale; English is what others fall back to. */
export const BEST_NAME = `SELECT o.locale, o.name, o.summary FROM device_name o WHERE o.device_id = d.id
  ORDER BY locale_rank(o.locale, $2), (o.locale = 'en') DESC, o.locale LIMIT 1`;

/** The storefront's lists of devices. */
@Injectable()
export class DeviceShelf extends BaseRepository {
  async list(question: DeviceShelfQuestion): Promise<Page<ShelfDevice>> {
    const { itemIds, category, search, locales, page } = question;
    const sort = SORTS[question.sort];
    const tail = keysetTail(sort, page, 6);
    const rows = await this.query<Row>(
      `WITH matching AS (
         SELECT o.device_id, max(search_score(o.search, o.name, to_tsquery('simple', $4), $5)) AS score
           FROM device_name o
          WHERE $5::text IS NOT NULL
          GROUP BY o.device_id
       ), v AS (
         SELECT d.id, d.slug, d.category, d.publisher_id AS "publisherId", d.released_on::text AS "releasedOn", d.created_at,
                n.locale, n.name, n.summary, lower(n.name) AS sort_name, COALESCE(m.score, 0) AS score
           FROM device d
           JOIN LATERAL (${BEST_NAME}) n ON true
           LEFT JOIN matching m ON m.device_id = d.id
          WHERE d.id = ANY($1::uuid[])
            AND ($3::text IS NULL OR d.category = $3 OR d.category LIKE $3 || '/%')
            AND ($5::text IS NULL OR m.score > 0)
       )
       SELECT v.* FROM v ${tail.sql}`,
      [itemIds, locales, category, search?.words ?? '', search?.phrase ?? null, ...tail.parameters],
    );
    return toPage(rows, page.limit, (row) => [sort.key(row), row.id], view);
  }
}

function view(row: Row): ShelfDevice {
  const { id, slug, locale, name, summary, category, publisherId, releasedOn } = row;
  return { id, slug, locale, name, summary, category, publisherId, releasedOn };
}
