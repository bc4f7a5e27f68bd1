import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { compactVerify, decodeJwt, decodeProtectedHeader, errors, type JWTPayload } from 'jose';
import { createPublicKey } from 'node:crypto';
import { faultOfTimes } from '../../domain/machines/assertion-rules';
import { grantsOfColumn } from '../../persistence/app-grants';
import { type LiveKey, ServiceAccountKeys } from '../../persistence/machines/service-account-keys';
import type { MachinePrincipal } from './machine-principal';

const ALGORITHM = 'RS256';
const LONGEST_ASSERTION = 8_192;
const KEY_ID = /^[0-9a-f]{40}$/;
const LONGEST_ADDRESS = 254;

/** A statement that a service account signed with one of its keys. */
export interface SignedAssertion {
  claims: JWTPayload;
  keyId: string;
  serviceAccountId: string;
  principal: MachinePrincipal;
}

/** `fault` is for the one who sent it, and names nothing that a stranger could not know. */
export type AssertionOutcome = { assertion: SignedAssertion } | { fault: string };

const UNKNOWN = 'the signature is not by a key of a service account here';

/** Verifies JWTs that service accounts sign (RFC 7523). What they must say beside when and by whom is the caller's. */
@Injectable()
export class SignedAssertions {
  constructor(
    private readonly keys: ServiceAccountKeys,
    private readonly clock: Clock,
  ) {}

  async verify(jwt: string): Promise<AssertionOutcome> {
    const said = read(jwt);
    if (typeof said === 'string') return { fault: said };
    const { email, keyId, claims } = said;
    const signer = await this.signerOf(jwt, await this.keys.liveByEmail(email, keyId));
    if (signer === null) return { fault: UNKNOWN };
    // Only now: before the signature holds, the times are anybody's words.
    const fault = faultOfTimes(claims, this.clock.now());
    if (fault !== null) return { fault };
    await this.keys.noteUse(signer.keyId, this.clock.now());
    const { serviceAccountId } = signer;
    const assertion = { claims, keyId: signer.keyId, serviceAccountId, principal: principalOf(signer) };
    return { assertion };
  }

  /** Old clients name no key: then each of the account's keys is tried. */
  private async signerOf(jwt: string, candidates: readonly LiveKey[]): Promise<LiveKey | null> {
    for (const candidate of candidates) {
      try {
        await compactVerify(jwt, createPublicKey(candidate.publicKey), { algorithms: [ALGORITHM] });
        return candidate;
      } catch (error) {
        if (!(error instanceof errors.JOSEError)) throw error;
      }
    }
    return null;
  }
}

export function principalOf(key: LiveKey): MachinePrincipal {
  return {
    actor: { kind: 'account', accountId: key.serviceAccountId, staffRoles: [], machine: 'service-account' },
    keyId: key.keyId,
    publisherId: key.publisherId,
    access: { roles: [], permissions: key.permissions, apps: grantsOfColumn(key.appGrants) },
  };
}

function read(jwt: string): { email: string; keyId: string | null; claims: JWTPayload } | string {
  if (jwt.length > LONGEST_ASSERTION) return 'it is too long';
  try {
    const { alg, kid } = decodeProtectedHeader(jwt);
    const claims = decodeJwt(jwt);
    const { iss } = claims;
    if (alg !== ALGORITHM) return `it must be signed with ${ALGORITHM}`;
    if (typeof iss !== 'string' || iss === '' || iss.length > LONGEST_ADDRESS || iss.includes('\0'))
      return 'iss must be the address of the service account';
    if (kid !== undefined && !KEY_ID.test(String(kid))) return UNKNOWN;
    return { email: iss, keyId: kid ?? null, claims };
  } catch {
    return 'it is not a JWT';
  }
}
