import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';

export interface ChallengeRow {
  accountId: string;
  passkeyChallenge: string;
}

type Purpose = 'sign-in' | 'add-passkey';
const MOST_ATTEMPTS = 5;
const GOOD = 'c.used_at IS NULL AND c.expires_at > $2';

/** Somebody between the first factor and the second, about to add a passkey, or about to sign in by one. */
@Injectable()
export class FactorChallenges extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  async add(
    challenge: ChallengeRow & { hash: Buffer; purpose: Purpose; createdAt: Date; expiresAt: Date },
  ): Promise<void> {
    await this.query(
      `INSERT INTO factor_challenge (hash, account_id, purpose, passkey_challenge, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        challenge.hash,
        challenge.accountId,
        challenge.purpose,
        challenge.passkeyChallenge,
        challenge.createdAt,
        challenge.expiresAt,
      ],
    );
  }

  /** One of nobody in particular, for signing in by a passkey alone. */
  async addOpen(challenge: {
    hash: Buffer;
    passkeyChallenge: string;
    createdAt: Date;
    expiresAt: Date;
  }): Promise<void> {
    await this.query(
      `INSERT INTO factor_challenge (hash, account_id, purpose, passkey_challenge, created_at, expires_at)
       VALUES ($1, NULL, 'passkey-sign-in', $2, $3, $4)`,
      [challenge.hash, challenge.passkeyChallenge, challenge.createdAt, challenge.expiresAt],
    );
  }

  /**
   * Uses it up; false when it was used before, is over or somebody else's. Called outside of the transaction that checks the
   * answer: a refusal must not give the challenge back.
   * @param accountId whose it is; null: nobody's, for signing in by a passkey alone.
   */
  async spend(hash: Buffer, accountId: string | null, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE factor_challenge c SET used_at = $3
        WHERE c.hash = $1 AND c.purpose = $4 AND c.account_id IS NOT DISTINCT FROM $2::uuid
          AND c.used_at IS NULL AND c.expires_at > $3 RETURNING c.hash`,
      [hash, accountId, at, accountId === null ? 'passkey-sign-in' : 'add-passkey'],
    );
    return row !== null;
  }

  find(hash: Buffer, at: Date): Promise<ChallengeRow | null> {
    return this.queryOne<ChallengeRow>(
      `SELECT c.account_id AS "accountId", c.passkey_challenge AS "passkeyChallenge" FROM factor_challenge c
        WHERE c.hash = $1 AND c.purpose = 'sign-in' AND ${GOOD}`,
      [hash, at],
    );
  }

  /** Counts one attempt and locks the row; null when it is used, expired or tried too often. */
  attempt(hash: Buffer, at: Date): Promise<ChallengeRow | null> {
    return this.queryOne<ChallengeRow>(
      `UPDATE factor_challenge c SET attempts = c.attempts + 1
        WHERE c.hash = $1 AND c.purpose = 'sign-in' AND ${GOOD} AND c.attempts < ${MOST_ATTEMPTS}
       RETURNING c.account_id AS "accountId", c.passkey_challenge AS "passkeyChallenge"`,
      [hash, at],
    );
  }

  async markUsed(hash: Buffer, at: Date): Promise<void> {
    await this.query(`UPDATE factor_challenge c SET used_at = $2 WHERE c.hash = $1`, [hash, at]);
  }

  async removeExpired(at: Date): Promise<void> {
    await this.query(`DELETE FROM factor_challenge c WHERE c.expires_at <= $1`, [at]);
  }
}
