import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import { createHash } from 'node:crypto';
import { Clock } from '../clock/clock';
import { BaseRepository } from '../database/base-repository';
import { DomainError } from '../errors/domain-error';

/** What makes two requests the same request. */
export interface IdempotentRequest {
  /** The value of the `Idempotency-Key` header, 1..200 characters. */
  key: string;
  /** Whose key it is: keys of two people never meet. */
  scope: string;
  method: string;
  path: string;
  body: unknown;
}

/** The answer as it was, or is now. */
export interface IdempotentAnswer {
  status: number;
  body: unknown;
  replayed: boolean;
}

interface Row {
  fingerprint: string;
  status: number | null;
  body: unknown;
  locked_until: Date;
}

/** How long a request may run before its key is taken to be abandoned (its process died). */
const LOCK_MS = 60_000;

/**
 * Runs work at most once for a key. The key is claimed in a statement of its own before the work and the answer
 * stored after it: work that fails releases the key, so that the client may try again.
 */
@Injectable()
export class Idempotency extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly clock: Clock,
  ) {
    super(host);
  }

  /**
   * @throws DomainError `idempotency-key-in-use` (409) while the first request runs,
   *   `idempotency-key-mismatch` (422) for the same key with another request.
   */
  async run(
    request: IdempotentRequest,
    work: () => Promise<{ status: number; body: unknown }>,
  ): Promise<IdempotentAnswer> {
    const fingerprint = fingerprintOf(request);
    const earlier = await this.claim(request, fingerprint);
    if (earlier !== null) return earlier;
    try {
      const answer = await work();
      await this.query(
        `UPDATE idempotency_key SET status = $3, body = $4::json, finished_at = $5 WHERE scope = $1 AND key = $2`,
        [request.scope, request.key, answer.status, JSON.stringify(answer.body), this.clock.now()],
      );
      return { ...answer, replayed: false };
    } catch (error) {
      await this.query(`DELETE FROM idempotency_key WHERE scope = $1 AND key = $2 AND status IS NULL`, [
        request.scope,
        request.key,
      ]);
      throw error;
    }
  }

  private async claim(request: IdempotentRequest, fingerprint: string): Promise<IdempotentAnswer | null> {
    const now = this.clock.now();
    const lockedUntil = new Date(now.getTime() + LOCK_MS);
    const claimed = await this.queryOne(
      `INSERT INTO idempotency_key AS k (scope, key, fingerprint, created_at, locked_until) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (scope, key) DO UPDATE SET locked_until = excluded.locked_until
         WHERE k.status IS NULL AND k.locked_until < $4 AND k.fingerprint = excluded.fingerprint
       RETURNING k.key`,
      [request.scope, request.key, fingerprint, now, lockedUntil],
    );
    if (claimed !== null) return null;
    const row = await this.queryOne<Row>(
      `SELECT k.fingerprint, k.status, k.body, k.locked_until FROM idempotency_key k WHERE k.scope = $1 AND k.key = $2`,
      [request.scope, request.key],
    );
    if (row !== null && row.fingerprint !== fingerprint) {
      throw new DomainError(
        'invalid',
        'idempotency-key-mismatch',
        'This Idempotency-Key was used for another request.',
      );
    }
    if (row === null || row.status === null) {
      throw new DomainError(
        'conflict',
        'idempotency-key-in-use',
        'The first request with this Idempotency-Key is still running.',
        {
          headers: { 'retry-after': '1' },
        },
      );
    }
    return { status: row.status, body: row.body, replayed: true };
  }
}

function fingerprintOf(request: IdempotentRequest): string {
  const text = JSON.stringify([request.method, request.path, request.body ?? null]);
  return createHash('sha256').update(text).digest('hex');
}
