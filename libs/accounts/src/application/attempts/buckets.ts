import { createHash } from 'node:crypto';
import { type AttemptKind, networkOf } from '../../domain/attempt-limits';

/** The counter of what is tried. Hashed: a list of the addresses that were tried is nobody's business. */
export function subjectBucket(kind: AttemptKind, subject: string): string {
  return `${kind}:subject:${createHash('sha256').update(subject.trim().toLowerCase()).digest('base64url')}`;
}

/** The counter of the network that tries. */
export function addressBucket(kind: AttemptKind, address: string): string {
  return `${kind}:address:${networkOf(address)}`;
}
