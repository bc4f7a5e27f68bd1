import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import type { StaffRole } from '../domain/roles';

export interface SessionRow {
  id: string;
  accountId: string;
  expiresAt: Date;
}

/** A refresh token as it is kept: its hash, never itself. */
export interface NewRefreshToken {
  hash: Buffer;
  sessionId: string;
  issuedAt: Date;
  expiresAt: Date;
}

export type RevocationReason =
  'log-out' | 'refresh-token-reused' | 'ended-by-owner' | 'password-changed' | 'second-factor-added';

/** A session as its owner sees it. */
export interface LiveSession {
  id: string;
  device: string | null;
  address: string | null;
  createdAt: Date;
  lastUsedAt: Date;
  expiresAt: Date;
}

export interface NewSession extends SessionRow {
  createdAt: Date;
  device: string | null;
  address: string | null;
  /** When a second factor was proved; null: none was. */
  secondFactorAt: Date | null;
}

const STAFF_ROLES_OF_ACCOUNT = `ARRAY(SELECT r.role FROM staff_role r WHERE r.account_id = s.account_id ORDER BY r.role)`;

/** Sessions and their families of refresh tokens. */
@Injectable()
export class Sessions extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async add(session: NewSession): Promise<void> {
    await this.query(
      `INSERT INTO session (id, account_id, created_at, last_used_at, expires_at, device, address, second_factor_at)
       VALUES ($1, $2, $3, $3, $4, $5, $6, $7)`,
      [
        session.id,
        session.accountId,
        session.createdAt,
        session.expiresAt,
        session.device,
        session.address,
        session.secondFactorAt,
      ],
    );
  }

  async addToken(token: NewRefreshToken): Promise<void> {
    await this.query(
      `INSERT INTO refresh_token (hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)`,
      [token.hash, token.sessionId, token.issuedAt, token.expiresAt],
    );
  }

  /** The session of an access token with its owner's staff roles of now; null if it has ended. */
  findLive(
    id: string,
    accountId: string,
    at: Date,
  ): Promise<{ staffRoles: StaffRole[]; secondFactor: boolean } | null> {
    return this.queryOne(
      `SELECT ${STAFF_ROLES_OF_ACCOUNT} AS "staffRoles", s.second_factor_at IS NOT NULL AS "secondFactor" FROM session s
        WHERE s.id = $1 AND s.account_id = $2 AND s.revoked_at IS NULL AND s.expires_at > $3`,
      [id, accountId, at],
    );
  }

  /**
   * Marks the token as used. Of any number of tries exactly one gets the session back: the row lock makes the
   * others wait, and then the token is used.
   */
  useToken(hash: Buffer, at: Date): Promise<(SessionRow & { staffRoles: StaffRole[] }) | null> {
    return this.queryOne(
      `UPDATE refresh_token t SET used_at = $2 FROM session s
        WHERE t.hash = $1 AND t.used_at IS NULL AND t.expires_at > $2
          AND s.id = t.session_id AND s.revoked_at IS NULL AND s.expires_at > $2
       RETURNING s.id, s.account_id AS "accountId", s.expires_at AS "expiresAt", ${STAFF_ROLES_OF_ACCOUNT} AS "staffRoles"`,
      [hash, at],
    );
  }

  /** Whose token this is, and whether it was used; null if we never issued it. */
  findToken(hash: Buffer): Promise<{ sessionId: string; accountId: string; used: boolean } | null> {
    return this.queryOne(
      `SELECT t.session_id AS "sessionId", s.account_id AS "accountId", t.used_at IS NOT NULL AS used
         FROM refresh_token t JOIN session s ON s.id = t.session_id WHERE t.hash = $1`,
      [hash],
    );
  }

  /** Ends a session; false if it had ended already. */
  async revoke(id: string, reason: RevocationReason, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE session s SET revoked_at = $3, revoked_reason = $2 WHERE s.id = $1 AND s.revoked_at IS NULL RETURNING s.id`,
      [id, reason, at],
    );
    return row !== null;
  }

  /** Notes that the session's tokens were renewed. */
  async touch(id: string, at: Date): Promise<void> {
    await this.query(`UPDATE session s SET last_used_at = $2 WHERE s.id = $1`, [id, at]);
  }

  async markSecondFactor(id: string, at: Date): Promise<void> {
    await this.query(`UPDATE session s SET second_factor_at = $2 WHERE s.id = $1`, [id, at]);
  }

  /** Of one account, the last used first; at most 100. */
  listLive(accountId: string, at: Date): Promise<LiveSession[]> {
    return this.query<LiveSession>(
      `SELECT s.id, s.device, s.address, s.created_at AS "createdAt", s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt"
         FROM session s WHERE s.account_id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2
        ORDER BY s.last_used_at DESC, s.id DESC LIMIT 100`,
      [accountId, at],
    );
  }

  /** False if it is somebody else's or has ended. */
  async revokeOwn(accountId: string, id: string, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE session s SET revoked_at = $3, revoked_reason = 'ended-by-owner'
        WHERE s.id = $2 AND s.account_id = $1 AND s.revoked_at IS NULL AND s.expires_at > $3 RETURNING s.id`,
      [accountId, id, at],
    );
    return row !== null;
  }

  /** Ends all sessions of an account but `keep`. @returns those that were ended */
  async revokeAll(
    accountId: string,
    keep: string | null,
    reason: RevocationReason,
    at: Date,
  ): Promise<string[]> {
    const rows = await this.query<{ id: string }>(
      `UPDATE session s SET revoked_at = $4, revoked_reason = $3
        WHERE s.account_id = $1 AND ($2::uuid IS NULL OR s.id <> $2) AND s.revoked_at IS NULL AND s.expires_at > $4
       RETURNING s.id`,
      [accountId, keep, reason, at],
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets sessions, and with them their tokens, that ended before `before`. At most 10,000 at a time. */
  async removeEnded(before: Date): Promise<void> {
    await this.query(
      `DELETE FROM session s WHERE s.id IN (SELECT o.id FROM session o WHERE o.expires_at < $1 LIMIT 10000)`,
      [before],
    );
  }
}
