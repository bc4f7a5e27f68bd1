import { type ByteRange, DomainError } from '@portolan/platform';

/**
 * The part of a file that a `Range` header asks for (RFC 9110, 14.2), or null for the whole file: without the header, and
 * for what a server may ignore (several ranges, other units, a malformed header).
 * @throws DomainError `range-not-satisfiable` (416) for one that lies outside the file.
 */
export function readRange(header: string | undefined, size: number): ByteRange | null {
  const match = header === undefined ? null : /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) throw unsatisfiable(size);
  return { start, end };
}

/** The last `length` bytes. */
function suffix(length: number, size: number): ByteRange {
  if (length === 0 || size === 0) throw unsatisfiable(size);
  return { start: Math.max(0, size - length), end: size };
}

function unsatisfiable(size: number): DomainError {
  return new DomainError('range-not-satisfiable', 'range-not-satisfiable', `The file has ${size} bytes.`, {
    headers: { 'content-range': `bytes */${size}` },
  });
}

/** Whether one of the tags of an `If-None-Match` header is this one; `*` is any. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => [tag, '*'].includes(one.trim().replace(/^W\//, '')));
}
