import { DomainError } from '@portolan/platform';

/** `bytes 0-99/200`, `bytes 0-99/*` (more will come) or `bytes * /200` (how much have you?). Ends are exclusive here. */
export type ContentRange =
  | { readonly kind: 'piece'; readonly start: number; readonly end: number; readonly total: number | null }
  | { readonly kind: 'query'; readonly total: number | null };

/** @throws DomainError `content-range-malformed`. */
export function readContentRange(header: string): ContentRange {
  const match = /^bytes (?:(\d{1,15})-(\d{1,15})|(\*))\/(\d{1,15}|\*)$/.exec(header.trim());
  if (match === null) throw malformed();
  const [, first, last, star, of] = match;
  const total = of === '*' ? null : Number(of);
  if (star !== undefined) return { kind: 'query', total };
  const [start, end] = [Number(first), Number(last) + 1];
  if (end <= start || (total !== null && end > total)) throw malformed();
  return { kind: 'piece', start, end, total };
}

function malformed(): DomainError {
  return new DomainError(
    'malformed',
    'content-range-malformed',
    'Content-Range is "bytes first-last/total" or "bytes */total".',
  );
}
