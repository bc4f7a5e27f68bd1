import { Injectable } from '@nestjs/common';
import {
  BaseRepository,
  decodeCursor,
  DomainError,
  type Page,
  type PageRequest,
  toPage,
  withConstraints,
} from '@portolan/platform';
import type { Retention } from '@portolan/regions';
import type { RejectionPolicy } from '../../domain/review/policies';

/** An app that the store took down. */
export interface Takedown {
  id: string;
  appId: string;
  packageName: string;
  /** Whose the app was. */
  publisherId: string;
  prohibitionId: string;
  /** As it was written. */
  markets: string;
  retention: Retention;
  policies: RejectionPolicy[];
  message: string;
  issuedBy: string;
  issuedAt: Date;
}

export interface TakedownFilter {
  appId?: string | undefined;
  publisherId?: string | undefined;
}

const SELECT = `SELECT t.id, t.app_id AS "appId", a.package_name AS "packageName", t.publisher_id AS "publisherId",
    t.prohibition_id AS "prohibitionId", t.markets, t.retention, t.policies, t.message, t.issued_by AS "issuedBy",
    t.issued_at AS "issuedAt"
  FROM takedown t JOIN app a ON a.id = t.app_id`;
const MOST_AT_ONCE = 500;

/** Apps that the store took down. */
@Injectable()
export class TakedownRepository extends BaseRepository {
  /** @param takedown.scope its markets in one order @throws DomainError `takedown-exists`. */
  async add(takedown: Omit<Takedown, 'packageName'> & { scope: string }): Promise<void> {
    const refusal = () =>
      new DomainError('conflict', 'takedown-exists', 'The app has been taken down in these markets.');
    await withConstraints({ takedown_once: refusal }, () =>
      this.insertRows('takedown', [
        {
          id: takedown.id,
          app_id: takedown.appId,
          publisher_id: takedown.publisherId,
          prohibition_id: takedown.prohibitionId,
          markets: takedown.markets,
          scope: takedown.scope,
          retention: takedown.retention,
          policies: takedown.policies,
          message: takedown.message,
          issued_by: takedown.issuedBy,
          issued_at: takedown.issuedAt,
        },
      ]),
    );
  }

  async find(id: string): Promise<Takedown | null> {
    return this.queryOne<Takedown>(`${SELECT} WHERE t.id = $1`, [id]);
  }

  /** Those of which it is not noted that they have ended, oldest first; at most 500 after `afterId`. */
  async inForce(appId: string | null, afterId: string | null): Promise<Takedown[]> {
    return this.some('t.ended_at IS NULL', appId, afterId);
  }

  /** Likewise those of which it is noted. */
  async over(appId: string | null, afterId: string | null): Promise<Takedown[]> {
    return this.some('t.ended_at IS NOT NULL', appId, afterId);
  }

  /** @returns whether it was not noted before. */
  async end(id: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      'UPDATE takedown t SET ended_at = $2 WHERE t.id = $1 AND t.ended_at IS NULL RETURNING t.id',
      [id, at],
    );
    return row !== null;
  }

  /** It is in force again. @returns false if nothing was noted, or another one holds the app in these markets. */
  async resume(id: string): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE takedown t SET ended_at = NULL WHERE t.id = $1 AND t.ended_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM takedown o WHERE o.app_id = t.app_id AND o.scope = t.scope AND o.ended_at IS NULL)
        RETURNING t.id`,
      [id],
    );
    return row !== null;
  }

  /** Newest first. @throws DomainError `cursor-invalid`. */
  async list({ appId, publisherId }: TakedownFilter, page: PageRequest): Promise<Page<Takedown>> {
    const before = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Takedown>(
      `${SELECT}
        WHERE ($1::uuid IS NULL OR t.app_id = $1) AND ($2::uuid IS NULL OR t.publisher_id = $2)
          AND ($3::uuid IS NULL OR t.id < $3)
        ORDER BY t.id DESC LIMIT $4`,
      [appId ?? null, publisherId ?? null, before?.[0] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  private async some(which: string, appId: string | null, afterId: string | null): Promise<Takedown[]> {
    return this.query<Takedown>(
      `${SELECT} WHERE ${which} AND ($1::uuid IS NULL OR t.app_id = $1) AND ($2::uuid IS NULL OR t.id > $2)
        ORDER BY t.id LIMIT ${MOST_AT_ONCE}`,
      [appId, afterId],
    );
  }
}
