import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import {
  ACCESS_TOKEN_SECONDS,
  MACHINE_TOKEN_SECONDS,
  signingPeriod,
  verifyUntil,
} from '../../domain/lifetimes';
import type { StaffRole } from '../../domain/roles';
import { SigningKeys } from '../../persistence/signing-keys';
import { KeySeal } from './key-seal';

export const TOKEN_AUDIENCE = 'portolan';
export const TOKEN_ALGORITHM = 'EdDSA';

/** The `typ` of a token: of a person's session, or of a service account's key. One is never taken for the other. */
export type TokenType = 'at+jwt' | 'sa+jwt';

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

/** Signs access tokens: EdDSA JWTs of ten minutes, or of an hour for machines, with a key that changes every 30 days by itself. */
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
    const claims = { sub: subject.accountId, sid: subject.sessionId, roles: [...subject.staffRoles] };
    return this.sign('at+jwt', claims, ACCESS_TOKEN_SECONDS);
  }

  /** For a service account that proved itself with this key; revoking the key ends the token. */
  issueForMachine(machine: { serviceAccountId: string; keyId: string }): Promise<AccessToken> {
    return this.sign('sa+jwt', { sub: machine.serviceAccountId, key: machine.keyId }, MACHINE_TOKEN_SECONDS);
  }

  private async sign(typ: TokenType, claims: JWTPayload, expiresIn: number): Promise<AccessToken> {
    const now = this.clock.now();
    const key = await this.keyAt(now);
    const issuedAt = Math.floor(now.getTime() / 1_000);
    const accessToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ, kid: key.kid })
      .setIssuer(this.options.issuer)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + expiresIn)
      .sign(key.privateKey);
    return { accessToken, expiresIn };
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
