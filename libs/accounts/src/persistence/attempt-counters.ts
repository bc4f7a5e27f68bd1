import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';

export interface AttemptCount {
  bucket: string;
  attempts: number;
  expiresAt: Date;
  /** How often in a row the limit was passed before. */
  locks: number;
}

/** Counts of attempts that all processes share. */
@Injectable()
export class AttemptCounters extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /**
   * Adds one attempt to each bucket, starting a new window where the last one is over, and returns the counts. One
   * statement; the buckets are locked in one order, so that two requests never wait for each other.
   */
  count(buckets: { bucket: string; expiresAt: Date }[], at: Date): Promise<AttemptCount[]> {
    return this.query<AttemptCount>(
      `INSERT INTO attempt_counter AS c (bucket, attempts, expires_at)
       SELECT n.bucket, 1, n.expires_at FROM unnest($1::text[], $2::timestamptz[]) AS n (bucket, expires_at) ORDER BY n.bucket
       ON CONFLICT (bucket) DO UPDATE SET
         attempts = CASE WHEN c.expires_at <= $3 THEN 1 ELSE least(c.attempts + 1, 1000000) END,
         expires_at = CASE WHEN c.expires_at <= $3 THEN excluded.expires_at ELSE c.expires_at END,
         locks = CASE WHEN c.forget_locks_at <= $3 THEN 0 ELSE c.locks END
       RETURNING c.bucket, c.attempts, c.expires_at AS "expiresAt", c.locks`,
      [buckets.map(({ bucket }) => bucket), buckets.map(({ expiresAt }) => expiresAt), at],
    );
  }

  /** One lock more, instead of the window. */
  async lock(bucket: string, { until, forgetAt }: { until: Date; forgetAt: Date }): Promise<void> {
    await this.query(
      `UPDATE attempt_counter AS c SET locks = c.locks + 1, expires_at = $2, forget_locks_at = $3 WHERE c.bucket = $1`,
      [bucket, until, forgetAt],
    );
  }

  async forget(bucket: string): Promise<void> {
    await this.query(`DELETE FROM attempt_counter c WHERE c.bucket = $1`, [bucket]);
  }

  async removeExpired(at: Date): Promise<void> {
    await this.query(
      `DELETE FROM attempt_counter c WHERE c.expires_at <= $1 AND (c.locks = 0 OR c.forget_locks_at <= $1)`,
      [at],
    );
  }
}
