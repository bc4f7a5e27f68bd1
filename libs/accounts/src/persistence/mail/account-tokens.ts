import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';

export type TokenPurpose = 'verify-email' | 'reset-password';

export interface NewAccountToken {
  hash: Buffer;
  accountId: string;
  purpose: TokenPurpose;
  /** Where it is sent. */
  email: string;
  createdAt: Date;
  expiresAt: Date;
}

/** Secrets that were sent by mail, as hashes. */
@Injectable()
export class AccountTokens extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** The one unused token of a purpose: an earlier one is void. */
  async replace(token: NewAccountToken): Promise<void> {
    await this.query(
      `INSERT INTO account_token AS t (hash, account_id, purpose, email, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id, purpose) WHERE used_at IS NULL
       DO UPDATE SET hash = excluded.hash, email = excluded.email, created_at = excluded.created_at, expires_at = excluded.expires_at`,
      [token.hash, token.accountId, token.purpose, token.email, token.createdAt, token.expiresAt],
    );
  }

  /** Whose token it is, if it is good; of any number of tries exactly one gets it. */
  use(hash: Buffer, purpose: TokenPurpose, at: Date): Promise<{ accountId: string; email: string } | null> {
    return this.queryOne(
      `UPDATE account_token t SET used_at = $3
        WHERE t.hash = $1 AND t.purpose = $2 AND t.used_at IS NULL AND t.expires_at > $3
       RETURNING t.account_id AS "accountId", t.email`,
      [hash, purpose, at],
    );
  }

  /** Whose token it is, if it is good, without using it. */
  peek(hash: Buffer, purpose: TokenPurpose, at: Date): Promise<{ accountId: string; email: string } | null> {
    return this.queryOne(
      `SELECT t.account_id AS "accountId", t.email FROM account_token t
        WHERE t.hash = $1 AND t.purpose = $2 AND t.used_at IS NULL AND t.expires_at > $3`,
      [hash, purpose, at],
    );
  }

  async removeExpired(before: Date): Promise<void> {
    await this.query(`DELETE FROM account_token t WHERE t.expires_at < $1`, [before]);
  }
}
