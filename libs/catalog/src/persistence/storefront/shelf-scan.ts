import { Injectable } from '@nestjs/common';
import { BaseRepository, type CursorKey, type SqlValue } from '@portolan/platform';
import type { SearchQuery } from '../../domain/search-query';

/** What of is listed. */
export type ShelfKind = 'app' | 'device';
/** `newest` without a search is the order of the atlas, and needs no scan. */
export type ShelfSort = 'name' | 'newest' | 'relevance';

export interface ScanQuestion {
  kind: ShelfKind;
  /** Only these; `null`: all, whether they may be listed or not. */
  ids: readonly string[] | null;
  /** This category and everything below it. */
  category: string;
  search: SearchQuery | null;
  sort: ShelfSort;
  /** BCP 47, best first. */
  locales: readonly string[];
  /** The sort key and the id behind which to begin. */
  after: CursorKey | null;
  limit: number;
}

/** An item in the order of the scan. */
export interface Candidate {
  id: string;
  key: string | number;
}

interface Tables {
  readonly items: string;
  readonly texts: string;
  readonly owner: string;
  readonly title: string;
  /** The locale that others fall back to, of an item `i` and its texts `o`. */
  readonly fallback: string;
  readonly firstSeen: string;
  /** Whether the phrase `$5` is exactly another name of the item. */
  readonly named: string;
}

const TABLES: Record<ShelfKind, Tables> = {
  app: {
    items: 'app',
    texts: 'app_listing',
    owner: 'app_id',
    title: 'title',
    fallback: 'o.locale = i.default_locale',
    firstSeen: 'first_live_at',
    named: 'lower(i.package_name) = $5',
  },
  device: {
    items: 'device',
    texts: 'device_name',
    owner: 'device_id',
    title: 'name',
    fallback: `o.locale = 'en'`,
    firstSeen: 'created_at',
    named: 'i.slug = $5',
  },
};

const ORDERS: Record<ShelfSort, { direction: 'ASC' | 'DESC'; sqlType: string }> = {
  name: { direction: 'ASC', sqlType: 'text' },
  newest: { direction: 'DESC', sqlType: 'bigint' },
  relevance: { direction: 'DESC', sqlType: 'bigint' },
};

/**
 * Items in an order that only the database has, piece by piece: by their name in the reader's locale, or by how well they answer a
 * search. Which of them may be listed is for the caller to pick, so that no list of ids that grows with the catalogue is sent.
 */
@Injectable()
export class ShelfScan extends BaseRepository {
  async next(question: ScanQuestion): Promise<Candidate[]> {
    const sql = question.search === null ? byName(question) : bySearch(question);
    const { ids, locales, category, search, after, limit } = question;
    const parameters: SqlValue[] = [
      ids,
      locales,
      category,
      search?.words ?? '',
      search?.phrase ?? null,
      search?.pattern ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ];
    const rows = await this.query<{ id: string; key: string }>(sql, parameters);
    const isText = question.sort === 'name';
    return rows.map(({ id, key }) => ({ id, key: isText ? key : Number(key) }));
  }
}

/** Names every parameter once, because Postgres refuses to guess the type of one that a statement leaves out. */
const TYPED = `($4::text IS NULL OR $5::text IS NULL OR $6::text IS NULL OR true)`;

/**
 * Runs along the index of all names in all locales, and takes of each item the one name that the reader would see: the cost is
 * that of the piece, not of the catalogue.
 */
function byName({ kind, ids }: ScanQuestion): string {
  const { items, texts, owner, title, fallback } = TABLES[kind];
  return `
    SELECT n.${owner} AS id, lower(n.${title}) AS key
      FROM ${texts} n JOIN ${items} i ON i.id = n.${owner}
     WHERE ${TYPED} AND ${picked(ids)} AND ${within('i.category')}
       AND ($7::text IS NULL OR (lower(n.${title}), n.${owner}) > ($7::text, $8::uuid))
       AND n.locale = (SELECT o.locale FROM ${texts} o WHERE o.${owner} = i.id
                        ORDER BY locale_rank(o.locale, $2::text[]), (${fallback}) DESC, o.locale LIMIT 1)
     ORDER BY lower(n.${title}), n.${owner} LIMIT $9`;
}

function bySearch({ kind, ids, sort }: ScanQuestion): string {
  const { items, texts, owner, title, fallback, firstSeen, named } = TABLES[kind];
  const { direction, sqlType } = ORDERS[sort];
  const keys: Record<ShelfSort, string> = {
    name: `(SELECT lower(o.${title}) FROM ${texts} o WHERE o.${owner} = i.id
             ORDER BY locale_rank(o.locale, $2::text[]), (${fallback}) DESC, o.locale LIMIT 1)`,
    newest: `shelf_rank(i.${firstSeen})`,
    relevance: `(COALESCE(m.score, 0) + CASE WHEN ${named} THEN 1000000 ELSE 0 END)::bigint`,
  };
  const beyond = direction === 'ASC' ? '>' : '<';
  return `
    WITH matching AS (
      SELECT o.${owner} AS id, max(search_score(o.search, o.${title}, to_tsquery('simple', $4), $5)) AS score
        FROM ${texts} o
       WHERE o.search @@ to_tsquery('simple', $4) OR lower(o.${title}) LIKE $6 OR $5 <% lower(o.${title})
       GROUP BY o.${owner}
    ), v AS (
      SELECT i.id, ${keys[sort]} AS key
        FROM ${items} i LEFT JOIN matching m ON m.id = i.id
       WHERE i.id IN (SELECT m.id FROM matching m UNION SELECT i.id FROM ${items} i WHERE ${named})
         AND ${picked(ids)} AND ${within('i.category')} AND ($2::text[] IS NOT NULL OR true)
    )
    SELECT v.id, v.key FROM v
     WHERE $7::${sqlType} IS NULL OR (v.key, v.id) ${beyond} ($7::${sqlType}, $8::uuid)
     ORDER BY v.key ${direction}, v.id ${direction} LIMIT $9`;
}

function picked(ids: readonly string[] | null): string {
  return ids === null ? '$1::uuid[] IS NULL' : 'i.id = ANY($1::uuid[])';
}

function within(column: string): string {
  return `(${column} = $3::text OR ${column} LIKE $3::text || '/%')`;
}
