import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, TransactionHost, withConstraints } from '@portolan/platform';

/** A second factor as its owner sees it. Times are RFC 3339. */
export interface FactorView {
  id: string;
  kind: 'totp' | 'passkey';
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface TotpRow {
  id: string;
  sealedSecret: Buffer;
}

export interface PasskeyRow {
  id: string;
  credentialId: string;
  publicKey: Buffer;
  /** Postgres hands bigints over as text. */
  signCount: string;
  transports: string[] | null;
}

/** Second factors of accounts. */
@Injectable()
export class Factors extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  /** Adds a TOTP factor that is not proved yet, instead of an earlier one that never was. */
  async addPendingTotp(
    factor: TotpRow & { accountId: string; name: string; createdAt: Date },
  ): Promise<void> {
    await this.query(`DELETE FROM account_factor f WHERE f.account_id = $1 AND f.confirmed_at IS NULL`, [
      factor.accountId,
    ]);
    await withConstraints(
      {
        account_factor_one_pending: () =>
          new DomainError('conflict', 'factor-pending', 'Another one was begun at the same time: try again.'),
      },
      () =>
        this.query(
          `INSERT INTO account_factor (id, account_id, kind, name, sealed_secret, created_at) VALUES ($1, $2, 'totp', $3, $4, $5)`,
          [factor.id, factor.accountId, factor.name, factor.sealedSecret, factor.createdAt],
        ),
    );
  }

  pendingTotp(accountId: string, id: string): Promise<TotpRow | null> {
    return this.queryOne<TotpRow>(
      `SELECT f.id, f.sealed_secret AS "sealedSecret" FROM account_factor f
        WHERE f.account_id = $1 AND f.id = $2 AND f.kind = 'totp' AND f.confirmed_at IS NULL FOR UPDATE`,
      [accountId, id],
    );
  }

  async confirm(id: string, step: number, at: Date): Promise<void> {
    await this.query(
      `UPDATE account_factor f SET confirmed_at = $3, last_used_at = $3, last_step = $2 WHERE f.id = $1`,
      [id, step, at],
    );
  }

  confirmedTotps(accountId: string): Promise<TotpRow[]> {
    return this.query<TotpRow>(
      `SELECT f.id, f.sealed_secret AS "sealedSecret" FROM account_factor f
        WHERE f.account_id = $1 AND f.kind = 'totp' AND f.confirmed_at IS NOT NULL ORDER BY f.id LIMIT 20`,
      [accountId],
    );
  }

  /** False if a code of this step or a later one was taken before: of two that send one code at once one is let in. */
  async takeStep(id: string, step: number, at: Date): Promise<boolean> {
    const row = await this.queryOne(
      `UPDATE account_factor f SET last_step = $2, last_used_at = $3
        WHERE f.id = $1 AND (f.last_step IS NULL OR f.last_step < $2) RETURNING f.id`,
      [id, step, at],
    );
    return row !== null;
  }

  async addPasskey(
    passkey: Omit<PasskeyRow, 'signCount'> & {
      accountId: string;
      name: string;
      signCount: number;
      createdAt: Date;
    },
  ): Promise<void> {
    await withConstraints(
      {
        account_factor_credential_unique: () =>
          new DomainError('conflict', 'passkey-exists', 'This passkey is known already.'),
      },
      () =>
        this.query(
          `INSERT INTO account_factor (id, account_id, kind, name, credential_id, public_key, sign_count, transports, created_at, confirmed_at)
           VALUES ($1, $2, 'passkey', $3, $4, $5, $6, $7, $8, $8)`,
          [
            passkey.id,
            passkey.accountId,
            passkey.name,
            passkey.credentialId,
            passkey.publicKey,
            passkey.signCount,
            passkey.transports,
            passkey.createdAt,
          ],
        ),
    );
  }

  passkeys(accountId: string): Promise<PasskeyRow[]> {
    return this.query<PasskeyRow>(
      `SELECT f.id, f.credential_id AS "credentialId", f.public_key AS "publicKey", f.sign_count AS "signCount", f.transports
         FROM account_factor f WHERE f.account_id = $1 AND f.kind = 'passkey' ORDER BY f.id LIMIT 20`,
      [accountId],
    );
  }

  /** Whoever's it is. */
  passkeyByCredential(credentialId: string): Promise<(PasskeyRow & { accountId: string }) | null> {
    return this.queryOne<PasskeyRow & { accountId: string }>(
      `SELECT f.id, f.credential_id AS "credentialId", f.public_key AS "publicKey", f.sign_count AS "signCount", f.transports,
              f.account_id AS "accountId"
         FROM account_factor f WHERE f.kind = 'passkey' AND f.credential_id = $1 FOR NO KEY UPDATE`,
      [credentialId],
    );
  }

  async notePasskeyUse(id: string, signCount: number, at: Date): Promise<void> {
    await this.query(`UPDATE account_factor f SET sign_count = $2, last_used_at = $3 WHERE f.id = $1`, [
      id,
      signCount,
      at,
    ]);
  }

  /** Those that are good; the account's row stays locked where `lock` is asked for. */
  async list(accountId: string): Promise<FactorView[]> {
    const rows = await this.query<
      Omit<FactorView, 'createdAt' | 'lastUsedAt'> & { createdAt: Date; lastUsedAt: Date | null }
    >(
      `SELECT f.id, f.kind, f.name, f.created_at AS "createdAt", f.last_used_at AS "lastUsedAt" FROM account_factor f
        WHERE f.account_id = $1 AND f.confirmed_at IS NOT NULL ORDER BY f.id LIMIT 50`,
      [accountId],
    );
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    }));
  }

  /** Which kinds an account has that are good. */
  async kinds(accountId: string): Promise<('totp' | 'passkey')[]> {
    const rows = await this.query<{ kind: 'totp' | 'passkey' }>(
      `SELECT DISTINCT f.kind FROM account_factor f
        WHERE f.account_id = $1 AND f.confirmed_at IS NOT NULL ORDER BY f.kind DESC`,
      [accountId],
    );
    return rows.map(({ kind }) => kind);
  }

  /** Of changes to one account's factors one goes after the other. */
  async lockAccount(accountId: string): Promise<void> {
    await this.query('SELECT a.id FROM account a WHERE a.id = $1 FOR NO KEY UPDATE', [accountId]);
  }

  async remove(accountId: string, id: string): Promise<boolean> {
    const row = await this.queryOne(
      `DELETE FROM account_factor f WHERE f.account_id = $1 AND f.id = $2 RETURNING f.id`,
      [accountId, id],
    );
    return row !== null;
  }
}
