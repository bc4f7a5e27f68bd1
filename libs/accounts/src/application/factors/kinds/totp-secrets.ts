import { Inject, Injectable } from '@nestjs/common';
import { Clock, Seal } from '@portolan/platform';
import { generateSecret, generateURI, verify } from 'otplib';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../../accounts-options';
import type { TotpRow } from '../../../persistence/factors/factors';

const PURPOSE = 'portolan totp';
const STEP_SECONDS = 30;
const CODE = /^\d{6}$/;

/** Secrets of authenticator apps (RFC 6238: SHA-1, six digits, 30 seconds), sealed in the database. */
@Injectable()
export class TotpSecrets {
  private readonly seal: Seal;

  constructor(
    @Inject(ACCOUNTS_OPTIONS) { authSecret }: AccountsOptions,
    private readonly clock: Clock,
  ) {
    this.seal = new Seal(authSecret, PURPOSE);
  }

  /** A new secret for the factor `id`; `uri` is what an app scans. */
  make(id: string, email: string): { secret: string; uri: string; sealed: Buffer } {
    const secret = generateSecret();
    const uri = generateURI({ issuer: 'Portolan', label: email, secret });
    return { secret, uri, sealed: this.seal.seal(secret, id) };
  }

  /** The time step of a code that is right, one step early or late included; null for a wrong one. */
  async stepOf({ id, sealedSecret }: TotpRow, code: string): Promise<number | null> {
    if (!CODE.test(code)) return null;
    const secret = this.seal.open(sealedSecret, id);
    const epoch = Math.floor(this.clock.now().getTime() / 1_000);
    const result = await verify({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
    if (!result.valid) return null;
    return Math.floor(epoch / STEP_SECONDS) + result.delta;
  }
}
