import { decodeCursor, type PageRequest, type SqlValue } from '@portolan/platform';

/** A way to order a list: the sort key's column in the inner query, its direction and its form in a cursor. */
export interface KeysetSort<Row> {
  column: string;
  direction: 'ASC' | 'DESC';
  cursorPart: 'string' | 'number' | 'instant';
  sqlType: 'text' | 'bigint' | 'timestamptz';
  key: (row: Row) => string | number;
}

/** The end of a keyset statement over a relation `v` with an `id`; parameters begin at `$first`. */
export function keysetTail<Row>(
  sort: KeysetSort<Row>,
  page: PageRequest,
  first: number,
): { sql: string; parameters: SqlValue[] } {
  const after = decodeCursor(page.cursor, [sort.cursorPart, 'uuid']);
  const { column, direction, sqlType } = sort;
  const beyond = direction === 'ASC' ? '>' : '<';
  return {
    sql: `WHERE $${first}::${sqlType} IS NULL OR (v.${column}, v.id) ${beyond} ($${first}::${sqlType}, $${first + 1}::uuid)
          ORDER BY v.${column} ${direction}, v.id ${direction} LIMIT $${first + 2}`,
    parameters: [after?.[0] ?? null, after?.[1] ?? null, page.limit + 1],
  };
}
