import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { ACCESS_TOKEN_SECONDS, signingPeriod, verifyUntil } from '../../domain/lifetimes';
import type { StaffRole } from '../../domain/roles';
import { SigningKeys } from '../../persistence/signing-keys';
import { KeySeal } from './key-seal';

export const TOKEN_AUDIENCE = 'portolan';
export const TOKEN_ALGORITHM = 'EdDSA';

export interface AccessTokenSubject {
  accountId: string;
  sessionId: string;
  /** For clients to show; the server asks the database instead. */
  staffRoles: readonly StaffRole[];
}

export interface AccessToken {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
}

interface CurrentKey {
  period: number;
  kid: string;
  privateKey: Awaited<ReturnType<typeof importJWK>>;
}

/** Signs access tokens: EdDSA JWTs of ten minutes, with a key that changes every 30 days by itself. */
@Injectable()
export class TokenIssuer {
  private current: CurrentKey | undefined;

  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
    private readonly keys: SigningKeys,
    private readonly seal: KeySeal,
    private readonly clock: Clock,
  ) {}

  async issue(subject: AccessTokenSubject): Promise<AccessToken> {
    const now = this.clock.now();
    const key = await this.keyAt(now);
    const issuedAt = Math.floor(now.getTime() / 1_000);
    const accessToken = await new SignJWT({ sid: subject.sessionId, roles: [...subject.staffRoles] })
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: 'at+jwt', kid: key.kid })
      .setIssuer(this.options.issuer)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(subject.accountId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(key.privateKey);
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS };
  }

  private async keyAt(now: Date): Promise<CurrentKey> {
    const period = signingPeriod(now);
    if (this.current?.period === period) return this.current;
    const row = (await this.keys.ofPeriod(period, this.seal.id)) ?? (await this.create(period, now));
    const jwk = JSON.parse(this.seal.open(row.sealedPrivateKey, row.kid)) as JWK;
    this.current = { period, kid: row.kid, privateKey: await importJWK(jwk, TOKEN_ALGORITHM) };
    return this.current;
  }

  private async create(period: number, now: Date) {
    const pair = await generateKeyPair(TOKEN_ALGORITHM, { crv: 'Ed25519', extractable: true });
    const bare = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(bare);
    await this.keys.addIfFirst({
      kid,
      period,
      sealedWith: this.seal.id,
      publicJwk: { ...bare, kid, alg: TOKEN_ALGORITHM, use: 'sig' },
      sealedPrivateKey: this.seal.seal(JSON.stringify(await exportJWK(pair.privateKey)), kid),
      createdAt: now,
      verifyUntil: verifyUntil(period),
    });
    const row = await this.keys.ofPeriod(period, this.seal.id);
    if (row === null) throw new Error('The signing key that was just made is gone.');
    return row;
  }
}
