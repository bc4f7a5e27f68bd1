import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { RejectionPolicy } from '../../domain/review/policies';

/** A mark against a publisher. */
export interface Strike {
  id: string;
  publisherId: string;
  appId: string;
  /** What it was given for. */
  rejectionId: string | null;
  takedownId: string | null;
  policies: RejectionPolicy[];
  message: string;
  issuedBy: string;
  issuedAt: Date;
  /** From when the time to appeal counts: the strike, or when there came to be a deadline. */
  appealFrom: Date;
  expiresAt: Date;
  /** When it was taken back, by staff or by an appeal. */
  liftedAt: Date | null;
  /** Why, for the publisher. */
  liftMessage: string | null;
}

const SELECT = `SELECT s.id, s.publisher_id AS "publisherId", s.app_id AS "appId", s.rejection_id AS "rejectionId", s.takedown_id AS "takedownId",
    s.policies, s.message, s.issued_by AS "issuedBy", s.issued_at AS "issuedAt", s.expires_at AS "expiresAt", s.lifted_at AS "liftedAt",
    s.lift_message AS "liftMessage", coalesce(s.appeal_from, s.issued_at) AS "appealFrom"
  FROM strike s`;
const COUNTS = 's.lifted_at IS NULL AND s.expires_at >';

/** Marks against publishers. */
@Injectable()
export class StrikeRepository extends BaseRepository {
  async add(strike: Omit<Strike, 'appealFrom' | 'liftedAt' | 'liftMessage'>): Promise<void> {
    await this.insertRows('strike', [
      {
        id: strike.id,
        publisher_id: strike.publisherId,
        app_id: strike.appId,
        rejection_id: strike.rejectionId,
        takedown_id: strike.takedownId,
        policies: strike.policies,
        message: strike.message,
        issued_by: strike.issuedBy,
        issued_at: strike.issuedAt,
        expires_at: strike.expiresAt,
      },
    ]);
  }

  /** Of one publisher, or null. */
  async find(id: string, publisherId?: string): Promise<Strike | null> {
    return this.queryOne<Strike>(`${SELECT} WHERE s.id = $1 AND ($2::uuid IS NULL OR s.publisher_id = $2)`, [
      id,
      publisherId ?? null,
    ]);
  }

  /** Those that count. */
  async countActive(publisherId: string, at: Date): Promise<number> {
    const row = await this.queryOne<{ n: number }>(
      `SELECT count(*)::int AS n FROM strike s WHERE s.publisher_id = $1 AND ${COUNTS} $2`,
      [publisherId, at],
    );
    return row?.n ?? 0;
  }

  /** @returns the strikes that counted until now: the one with this id, or the one for this rejection. */
  async lift(
    what: { id: string } | { rejectionId: string },
    by: { accountId: string; message: string },
    at: Date,
  ): Promise<string[]> {
    const [column, value] = 'id' in what ? ['id', what.id] : ['rejection_id', what.rejectionId];
    const rows = await this.query<{ id: string }>(
      `UPDATE strike s SET lifted_at = $2, lifted_by = $3, lift_message = $4
        WHERE s.${column} = $1 AND ${COUNTS} $2 RETURNING s.id`,
      [value, at, by.accountId, by.message],
    );
    return rows.map(({ id }) => id);
  }

  /** Newest first. */
  async list(publisherId: string, page: PageRequest): Promise<Page<Strike>> {
    const before = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Strike>(
      `${SELECT} WHERE s.publisher_id = $1 AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
      [publisherId, before?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}
