import { Injectable } from '@nestjs/common';
import { BaseRepository, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { SearchQuery } from '../../domain/search-query';
import { type KeysetSort, keysetTail } from './keyset';

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

export type AppSort = 'name' | 'newest' | 'relevance';

export interface AppShelfQuestion {
  /** Only these, whatever else is asked. */
  itemIds: readonly string[];
  /** This category and everything below it. */
  category: string | null;
  search: SearchQuery | null;
  sort: AppSort;
  /** BCP 47, best first. */
  locales: readonly string[];
  page: PageRequest;
}

interface Row {
  id: string;
  package_name: string;
  locale: string;
  title: string;
  short_description: string;
  category: string;
  publisher_id: string;
  free: boolean;
  version_name: string | null;
  size_bytes: string;
  first_live_at: Date;
  sort_name: string;
  score: number;
}

const SORTS: Record<AppSort, KeysetSort<Row>> = {
  name: {
    column: 'sort_name',
    direction: 'ASC',
    cursorPart: 'string',
    sqlType: 'text',
    key: (row) => row.sort_name,
  },
  newest: {
    column: 'first_live_at',
    direction: 'DESC',
    cursorPart: 'instant',
    sqlType: 'timestamptz',
    key: (row) => row.first_live_at.toISOString(),
  },
  relevance: {
    column: 'score',
    direction: 'DESC',
    cursorPart: 'number',
    sqlType: 'bigint',
    key: (row) => row.score,
  },
};

/** The listing of `a` in the nearest locale. */
const BEST_LISTING = `FROM app_listing o WHERE o.app_id = a.id
  ORDER BY locale_rank(o.locale, $2), (o.locale = a.default_locale) DESC, o.locale LIMIT 1`;

/**
 * The storefront's lists of apps. The page is cut before its texts are looked up, because choosing a locale is what
 * costs: at 6,500 apps a page by date takes a third of the time it took otherwise. By name every title is chosen first.
 */
@Injectable()
export class AppShelf extends BaseRepository {
  async list(question: AppShelfQuestion): Promise<Page<ShelfApp>> {
    const { itemIds, category, search, locales, page } = question;
    const sort = SORTS[question.sort];
    const tail = keysetTail(sort, page, 7);
    const rows = await this.query<Row>(
      `WITH matching AS (
         SELECT o.app_id, max(search_score(o.search, o.title, to_tsquery('simple', $4), $5)) AS score
           FROM app_listing o
          WHERE $5::text IS NOT NULL
            AND (o.search @@ to_tsquery('simple', $4) OR lower(o.title) LIKE $6 OR $5 <% lower(o.title))
          GROUP BY o.app_id
       ), v AS (
         SELECT a.id, a.package_name, a.category, a.publisher_id, a.pricing = 'free' AS free, a.first_live_at,
                a.default_locale, f.version_name, f.size_bytes,
                (SELECT lower(o.title) ${BEST_LISTING}) AS sort_name,
                COALESCE(m.score, 0) + CASE WHEN lower(a.package_name) = $5 THEN 1000000 ELSE 0 END AS score
           FROM app a
           JOIN release r ON r.app_id = a.id AND r.track = 'production' AND r.status = 'live'
           JOIN artifact f ON f.id = r.artifact_id
           LEFT JOIN matching m ON m.app_id = a.id
          WHERE a.id = ANY($1::uuid[])
            AND ($3::text IS NULL OR a.category = $3 OR a.category LIKE $3 || '/%')
            AND ($5::text IS NULL OR m.app_id IS NOT NULL OR lower(a.package_name) = $5)
       ), a AS (
         SELECT v.* FROM v ${tail.sql}
       )
       SELECT a.*, l.locale, l.title, l.short_description
         FROM a JOIN LATERAL (SELECT o.* ${BEST_LISTING}) l ON true
        ORDER BY a.${sort.column} ${sort.direction}, a.id ${sort.direction}`,
      [
        itemIds,
        locales,
        category,
        search?.words ?? '',
        search?.phrase ?? null,
        search?.pattern ?? null,
        ...tail.parameters,
      ],
    );
    return toPage(rows, page.limit, (row) => [sort.key(row), row.id], view);
  }
}

function view(row: Row): ShelfApp {
  return {
    id: row.id,
    packageName: row.package_name,
    locale: row.locale,
    title: row.title,
    shortDescription: row.short_description,
    category: row.category,
    publisherId: row.publisher_id,
    free: row.free,
    versionName: row.version_name,
    sizeBytes: Number(row.size_bytes),
    publishedAt: row.first_live_at.toISOString(),
  };
}
