import { Injectable } from '@nestjs/common';
import { BaseRepository, TransactionHost } from '@portolan/platform';
import type { JWK } from 'jose';

export interface SigningKeyRow {
  kid: string;
  publicJwk: JWK;
  sealedPrivateKey: Buffer;
}

interface NewSigningKey extends SigningKeyRow {
  period: number;
  sealedWith: string;
  createdAt: Date;
  verifyUntil: Date;
}

const COLUMNS = `k.kid, k.public_jwk AS "publicJwk", k.private_key AS "sealedPrivateKey"`;

/** The keys that sign access tokens. */
@Injectable()
export class SigningKeys extends BaseRepository {
  constructor(host: TransactionHost) {
    super(host);
  }

  ofPeriod(period: number, sealedWith: string): Promise<SigningKeyRow | null> {
    return this.queryOne<SigningKeyRow>(
      `SELECT ${COLUMNS} FROM signing_key k WHERE k.period = $1 AND k.sealed_with = $2`,
      [period, sealedWith],
    );
  }

  /** Adds the key unless another process was first. */
  async addIfFirst(key: NewSigningKey): Promise<void> {
    await this.query(
      `INSERT INTO signing_key (kid, period, sealed_with, public_jwk, private_key, created_at, verify_until)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7)
       ON CONFLICT ON CONSTRAINT signing_key_one_per_period DO NOTHING`,
      [
        key.kid,
        key.period,
        key.sealedWith,
        JSON.stringify(key.publicJwk),
        key.sealedPrivateKey,
        key.createdAt,
        key.verifyUntil,
      ],
    );
  }

  async publicKey(kid: string, at: Date): Promise<JWK | null> {
    const row = await this.queryOne<{ publicJwk: JWK }>(
      `SELECT k.public_jwk AS "publicJwk" FROM signing_key k WHERE k.kid = $1 AND k.verify_until > $2`,
      [kid, at],
    );
    return row?.publicJwk ?? null;
  }

  async publicKeys(at: Date): Promise<JWK[]> {
    const rows = await this.query<{ publicJwk: JWK }>(
      `SELECT k.public_jwk AS "publicJwk" FROM signing_key k WHERE k.verify_until > $1 ORDER BY k.created_at DESC LIMIT 20`,
      [at],
    );
    return rows.map((row) => row.publicJwk);
  }

  /** Forgets keys whose tokens have all expired. */
  async removeExpired(at: Date): Promise<void> {
    await this.query(`DELETE FROM signing_key k WHERE k.verify_until < $1`, [at]);
  }
}
