import { etagOf, PreparedAnswer } from './conditional-get';
import type { PrintedRow } from './printed-rows';

const COMMA = ','.charCodeAt(0);

/** A page of rows as its bytes. The tag is of the rows' digests, so that nothing is hashed twice. */
export function listOf(
  epoch: number,
  rows: readonly PrintedRow[],
  nextCursor: string | null,
): PreparedAnswer {
  const opening = `{"epoch":${epoch},"data":[`;
  const ending = `],"nextCursor":${nextCursor === null ? 'null' : `"${nextCursor}"`}}`;
  let length = opening.length + Math.max(0, rows.length - 1) + ending.length;
  for (const { bytes } of rows) length += bytes.length;
  const json = Buffer.allocUnsafeSlow(length);
  let at = json.write(opening, 'latin1');
  let digests = '';
  for (const { bytes, digest } of rows) {
    if (digests !== '') json[at++] = COMMA;
    json.set(bytes, at);
    at += bytes.length;
    digests += digest;
  }
  json.write(ending, at, 'latin1');
  return new PreparedAnswer(json, etagOf(epoch, `${digests} ${nextCursor ?? ''}`));
}
