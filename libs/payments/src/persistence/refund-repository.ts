import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, withConstraints } from '@portolan/platform';
import type { Refund } from '../domain/refunds/refund';
import { REFUND_TRANSITIONS, type RefundState } from '../domain/refunds/refund-states';
import { assertMove } from '../domain/state-machine';

/** What a step changes besides the state. What is left out stays. */
export interface RefundChange {
  stripeRefundId?: string;
  failureCode?: string;
  settledAt?: Date;
  sweepAt?: Date | null;
}

interface Row {
  id: string;
  order_id: string;
  requested_by: string;
  idempotency_key: string;
  amount: string;
  reason: string;
  status: RefundState;
  stripe_refund_id: string | null;
}

@Injectable()
export class RefundRepository extends BaseRepository {
  async find(id: string): Promise<Refund | null> {
    return toRefund(await this.queryOne<Row>('SELECT r.* FROM refund r WHERE r.id = $1', [id]));
  }

  async findByKey(orderId: string, requestedBy: string, key: string): Promise<Refund | null> {
    return toRefund(
      await this.queryOne<Row>(
        'SELECT r.* FROM refund r WHERE r.order_id = $1 AND r.requested_by = $2 AND r.idempotency_key = $3',
        [orderId, requestedBy, key],
      ),
    );
  }

  /** Whether any refund of the order but this one is on its way. */
  async othersOpen(orderId: string, exceptId: string): Promise<boolean> {
    const row = await this.queryOne(
      `SELECT 1 AS found FROM refund r WHERE r.order_id = $1 AND r.id <> $2 AND r.status IN ('requested', 'submitted') LIMIT 1`,
      [orderId, exceptId],
    );
    return row !== null;
  }

  /** @throws DomainError `refund-key-raced` (409) when another request with the same key came first. */
  async insert(refund: Refund, at: Date, sweepAt: Date): Promise<void> {
    const raced = () =>
      new DomainError('conflict', 'refund-key-raced', 'The same refund was asked for a moment ago.');
    await withConstraints({ refund_idempotency: raced }, () =>
      this.query(
        `INSERT INTO refund (id, order_id, requested_by, idempotency_key, amount, reason, status, requested_at, sweep_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          refund.id,
          refund.orderId,
          refund.requestedBy,
          refund.idempotencyKey,
          refund.amount.toString(),
          refund.reason,
          refund.status,
          at,
          sweepAt,
        ],
      ),
    );
  }

  /** Takes a refund one step on; its order must be locked. @throws DomainError `refund-state-conflict`. */
  async move(refund: Refund, to: RefundState, change: RefundChange): Promise<void> {
    if (to !== refund.status) assertMove('refund', REFUND_TRANSITIONS, refund.status, to);
    await this.query(
      `UPDATE refund AS r SET
              status_before = CASE WHEN r.status = $2 THEN r.status_before ELSE r.status END, status = $2,
              stripe_refund_id = coalesce($3, r.stripe_refund_id), failure_code = coalesce($4, r.failure_code),
              settled_at = coalesce($5, r.settled_at),
              sweep_at = CASE WHEN $6 THEN $7::timestamptz ELSE r.sweep_at END
        WHERE r.id = $1`,
      [
        refund.id,
        to,
        change.stripeRefundId ?? null,
        change.failureCode ?? null,
        change.settledAt ?? null,
        change.sweepAt !== undefined,
        change.sweepAt ?? null,
      ],
    );
  }

  /** Claims refunds that are due to be looked at; see OrderRepository.claimDue. */
  async claimDue(now: Date, waits: readonly Date[], limit: number): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `UPDATE refund AS r SET sweeps = r.sweeps + 1,
              sweep_at = ($2::timestamptz[])[least(r.sweeps + 2, array_length($2::timestamptz[], 1))]
        WHERE r.id IN (SELECT d.id FROM refund d WHERE d.sweep_at <= $1 ORDER BY d.sweep_at LIMIT $3 FOR UPDATE SKIP LOCKED)
       RETURNING r.id`,
      [now, waits, limit],
    );
    return rows.map((row) => row.id);
  }
}

function toRefund(row: Row | null): Refund | null {
  if (row === null) return null;
  return {
    id: row.id,
    orderId: row.order_id,
    requestedBy: row.requested_by,
    idempotencyKey: row.idempotency_key,
    amount: BigInt(row.amount),
    reason: row.reason,
    status: row.status,
    stripeRefundId: row.stripe_refund_id,
  };
}
