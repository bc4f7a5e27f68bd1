import { DomainError } from '@portolan/platform';
import { createHash } from 'node:crypto';

/** Shares of a rollout are whole thousandths: 0.1 % is 1, everybody is 1000. */
export const FULL_SHARE = 1_000;

/**
 * Which thousandth somebody falls into, 0..999. Always the same for one salt, and as good as independent of it for
 * another. Nobody has to be stored: whoever was let in at 10 % (buckets 0..99) is among those let in at 50 %.
 */
export function bucketOf(salt: string, subject: string): number {
  const digest = createHash('sha256').update(`${salt}\n${subject}`).digest();
  // 48 bits: the last, incomplete round of 1000 weighs less than one in 10^11.
  return digest.readUIntBE(0, 6) % FULL_SHARE;
}

/** Whether a share has reached somebody. Who is not known at all is reached when everybody is. */
export function isReached(share: number, salt: string, subject: string | null): boolean {
  if (share >= FULL_SHARE) return true;
  return subject !== null && bucketOf(salt, subject) < share;
}

/**
 * The share after a change. It only rises: what people have is not taken away by a number, but by a halt or a newer
 * version.
 * @throws DomainError `rollout-share-invalid`, `rollout-share-not-higher`.
 */
export function raisedShare(from: number, to: number): number {
  checkShare(to);
  if (to <= from)
    throw new DomainError(
      'conflict',
      'rollout-share-not-higher',
      `The release has reached ${from / 10} % already; a share only rises. Halt the release to stop it.`,
      { extra: { sharePercent: from / 10 } },
    );
  return to;
}

/** @throws DomainError `rollout-share-invalid`. */
export function checkShare(share: number): number {
  if (!Number.isInteger(share) || share < 1 || share > FULL_SHARE)
    throw new DomainError(
      'invalid',
      'rollout-share-invalid',
      'A share is 0.1 to 100 percent, in steps of 0.1.',
    );
  return share;
}
