import { Inject, Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../../accounts-options';
import type { PasskeyRow } from '../../../persistence/factors/factors';

const NAME = 'Portolan';

/** A new credential whose answer holds. */
export type VerifiedPasskey = Pick<PasskeyRow, 'credentialId' | 'publicKey' | 'transports'> & {
  signCount: number;
};

/** The two ceremonies of WebAuthn, for the one origin where the store's account pages are. */
@Injectable()
export class PasskeyCeremonies {
  private readonly origin: string;
  private readonly rpID: string;

  constructor(@Inject(ACCOUNTS_OPTIONS) { accountPages, issuer }: AccountsOptions) {
    const { origin, hostname } = new URL(accountPages ?? issuer);
    this.origin = origin;
    this.rpID = hostname;
  }

  /** For `navigator.credentials.create`. */
  registration(
    account: { id: string; email: string; displayName: string },
    known: readonly PasskeyRow[],
  ): Promise<{ challenge: string }> {
    return generateRegistrationOptions({
      rpName: NAME,
      rpID: this.rpID,
      userName: account.email,
      userDisplayName: account.displayName,
      userID: new Uint8Array(Buffer.from(account.id)),
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
  }

  /** The new credential; null when the answer does not hold. */
  async verifyRegistration(response: object, challenge: string): Promise<VerifiedPasskey | null> {
    const { registrationInfo } = await orNothing(() =>
      verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        // The password was the first factor: touching the key is enough.
        requireUserVerification: false,
      }),
    );
    if (registrationInfo === undefined) return null;
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    return {
      credentialId: id,
      publicKey: Buffer.from(publicKey),
      signCount: counter,
      transports: transports ?? null,
    };
  }

  /** For `navigator.credentials.get`. */
  authentication(known: readonly PasskeyRow[]): Promise<{ challenge: string }> {
    return generateAuthenticationOptions({
      rpID: this.rpID,
      userVerification: 'preferred',
      allowCredentials: known.map(({ credentialId, transports }) => ({
        id: credentialId,
        ...(transports === null ? {} : { transports: transports as never }),
      })),
    });
  }

  /** For `navigator.credentials.get` by somebody who has not said who they are. */
  discovery(): Promise<{ challenge: string }> {
    return generateAuthenticationOptions({ rpID: this.rpID, userVerification: 'required' });
  }

  /**
   * Holds the answer of a passkey that is the only factor: the device has asked for a finger or a PIN, and says that the passkey
   * is this account's. The new counter; null when the answer does not hold.
   */
  async verifyAlone(
    response: object,
    challenge: string,
    passkey: PasskeyRow,
    accountId: string,
  ): Promise<{ signCount: number } | null> {
    const { userHandle } = (response as { response?: { userHandle?: unknown } }).response ?? {};
    if (typeof userHandle !== 'string' || userHandle !== Buffer.from(accountId).toString('base64url'))
      return null;
    return this.verifyAuthentication(response, challenge, [passkey], true);
  }

  /** The passkey that answered and its new counter; null when the answer does not hold. */
  async verifyAuthentication(
    response: object,
    challenge: string,
    known: readonly PasskeyRow[],
    requireUserVerification = false,
  ): Promise<{ passkey: PasskeyRow; signCount: number } | null> {
    const { id } = response as { id?: unknown };
    const passkey = known.find(({ credentialId }) => credentialId === id);
    if (passkey === undefined) return null;
    const result = await orNothing(() =>
      verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(passkey.publicKey),
          counter: Number(passkey.signCount),
        },
      }),
    );
    if (!('authenticationInfo' in result) || !result.verified) return null;
    return { passkey, signCount: result.authenticationInfo.newCounter };
  }
}

/** The library throws for every answer that is malformed or does not fit; to the caller they are one. */
async function orNothing<T extends object>(
  work: () => Promise<T>,
): Promise<T | { registrationInfo?: never }> {
  try {
    return await work();
  } catch {
    return {};
  }
}
