import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import {
  ATTEMPT_LIMITS,
  type AttemptKind,
  type AttemptLimit,
  FORGET_LOCKS_SECONDS,
  lockSeconds,
} from '../../domain/attempt-limits';
import { type AttemptCount, AttemptCounters } from '../../persistence/attempt-counters';
import { addressBucket, subjectBucket } from './buckets';

export interface Attempt {
  kind: AttemptKind;
  /** The client's IP address. */
  address: string;
  /** What is tried: an e-mail address or a session; null when the request names none. */
  subject: string | null;
}

/** How much of the tightest limit is left. */
export interface AttemptAllowance {
  limit: number;
  remaining: number;
  /** Seconds until the window is over. */
  resetSeconds: number;
}

/**
 * Counts an attempt before it is made, in the database, so that all processes share the limit. Who guesses on is locked out for longer
 * each time.
 */
@Injectable()
export class CountAttempt {
  constructor(
    private readonly counters: AttemptCounters,
    private readonly clock: Clock,
  ) {}

  /**
   * Not in a transaction with the attempt: one that fails must count too.
   * @throws DomainError `too-many-attempts` (429, `Retry-After` and `RateLimit-*`).
   */
  async execute({ kind, address, subject }: Attempt): Promise<AttemptAllowance> {
    const limits = new Map<string, AttemptLimit>([
      [addressBucket(kind, address), ATTEMPT_LIMITS[kind].address],
    ]);
    if (subject !== null) limits.set(subjectBucket(kind, subject), ATTEMPT_LIMITS[kind].subject);
    const now = this.clock.now();
    const windows = [...limits].map(([bucket, { seconds }]) => ({
      bucket,
      expiresAt: new Date(now.getTime() + seconds * 1_000),
    }));
    const counts = await this.counters.count(windows, now);
    for (const count of counts) await this.lockOut(count, limits.get(count.bucket), now);
    const allowances = counts.map((count) => {
      const limit = limits.get(count.bucket)?.attempts ?? 0;
      const resetSeconds = Math.max(1, Math.ceil((count.expiresAt.getTime() - now.getTime()) / 1_000));
      return { limit, remaining: limit - count.attempts, resetSeconds };
    });
    // The one with the least left; of two that are used up the one that lasts longer.
    const [tightest] = allowances.sort((a, b) =>
      a.remaining < 0 && b.remaining < 0 ? b.resetSeconds - a.resetSeconds : a.remaining - b.remaining,
    );
    if (tightest === undefined) throw new Error('No attempt was counted.');
    if (tightest.remaining < 0) throw tooMany(tightest);
    return tightest;
  }

  /** Only the attempt that passes the limit locks: those that come while it is locked make it no longer. */
  private async lockOut(count: AttemptCount, limit: AttemptLimit | undefined, now: Date): Promise<void> {
    if (limit === undefined || count.attempts !== limit.attempts + 1) return;
    const seconds = lockSeconds(limit, count.locks);
    if (seconds === null) return;
    const until = new Date(now.getTime() + seconds * 1_000);
    const forgetAt = new Date(until.getTime() + FORGET_LOCKS_SECONDS * 1_000);
    await this.counters.lock(count.bucket, { until, forgetAt });
    count.expiresAt = until;
  }
}

/** The `RateLimit-*` response headers of an allowance. */
export function rateLimitHeaders({
  limit,
  remaining,
  resetSeconds,
}: AttemptAllowance): Record<string, string> {
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(Math.max(0, remaining)),
    'ratelimit-reset': String(resetSeconds),
  };
}

function tooMany(allowance: AttemptAllowance): DomainError {
  return new DomainError('rate-limited', 'too-many-attempts', 'Too many attempts: wait and try again.', {
    headers: { 'retry-after': String(allowance.resetSeconds), ...rateLimitHeaders(allowance) },
  });
}
