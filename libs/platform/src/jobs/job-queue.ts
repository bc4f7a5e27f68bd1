import { Injectable } from '@nestjs/common';
import { BaseRepository } from '../database/base-repository';

export interface JobOptions {
  /** Two jobs with one key are one job: the later payload replaces the earlier while it waits. */
  key?: string;
  /** Earliest start. */
  runAt?: Date;
  /** Instead of `runAt`: so long from now on, by the clock that starts jobs. */
  afterMs?: number;
  /** Tries at most (default 25; the queue waits exponentially longer between them). */
  maxAttempts?: number;
}

/**
 * The outbox: whatever must leave the process (mail, a provider's call, a re-index) is put here in the
 * transaction that decides it, so that it happens exactly if the transaction commits. At least once: handlers are idempotent.
 */
@Injectable()
export class JobQueue extends BaseRepository {
  /** Adds a job for the handler registered under `name`. `payload` must be plain JSON and small: ids, not contents. */
  async add(name: string, payload: object, options: JobOptions = {}): Promise<void> {
    await this.query(
      `SELECT id FROM graphile_worker.add_job($1, payload := $2::json, run_at := coalesce($3::timestamptz, now() + $6::float8 * interval '1 ms'),
         max_attempts := $4::int, job_key := $5)`,
      [
        name,
        JSON.stringify(payload),
        options.runAt ?? null,
        options.maxAttempts ?? null,
        options.key ?? null,
        options.afterMs ?? null,
      ],
    );
  }
}
