import { DomainError } from '../errors/domain-error';

/** One page of a list. `nextCursor` is null on the last page. */
export interface Page<T> {
  data: T[];
  nextCursor: string | null;
}

/** What a list is asked for. `limit` 1..100; `cursor` is what the page before returned. */
export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

/** A keyset position: the sort key's values and the id of the last row that was shown. */
export type CursorKey = readonly (string | number)[];

/** Packs the position after which the next page starts. Opaque to clients. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What one member of a cursor must look like, so that no cursor can make a statement fail. */
type CursorPart = 'string' | 'number' | 'instant' | 'uuid';

const PART_CHECKS: Record<CursorPart, (value: unknown) => boolean> = {
  // NUL cannot be sent to Postgres as text and never stands in a cursor that we made.
  string: (value) => typeof value === 'string' && !value.includes('\0'),
  number: (value) => typeof value === 'number' && Number.isSafeInteger(value),
  instant: (value) =>
    typeof value === 'string' &&
    /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  uuid: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
};

/**
 * Unpacks a cursor that must hold exactly `parts`, in order.
 * @throws DomainError `cursor-invalid` for anything else.
 */
export function decodeCursor(cursor: string | undefined, parts: readonly CursorPart[]): CursorKey | null {
  if (cursor === undefined) return null;
  const refuse = (): never => {
    throw new DomainError('malformed', 'cursor-invalid', 'The cursor is not one that this list returned.');
  };
  if (cursor.length > 1_000) return refuse();
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed.length !== parts.length) return refuse();
    const values: unknown[] = parsed;
    const fits = parts.every((part, i) => PART_CHECKS[part](values[i]));
    return fits ? (values as CursorKey) : refuse();
  } catch {
    return refuse();
  }
}

/** Cuts `limit + 1` fetched rows to a page and says where the next one starts. */
export function toPage<Row, T>(
  rows: Row[],
  limit: number,
  key: (row: Row) => CursorKey,
  view: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(key(last)) : null,
  };
}
