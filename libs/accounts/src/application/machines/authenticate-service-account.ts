import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { hasPublisherScope, namesAudience } from '../../domain/machines/assertion-rules';
import { ServiceAccountKeys } from '../../persistence/machines/service-account-keys';
import { OwnTokens, tokenRefusal } from '../tokens/own-tokens';
import type { MachinePrincipal } from './machine-principal';
import { principalOf, SignedAssertions } from './signed-assertions';

/**
 * Says which service account sent a bearer token: one of the token endpoint, or a JWT that it signed itself. Keys and
 * accounts are asked of the database each time, so that revoking and disabling take effect at once.
 */
@Injectable()
export class AuthenticateServiceAccount {
  private readonly audiences: readonly string[];

  constructor(
    @Inject(ACCOUNTS_OPTIONS) { issuer, storeDomain }: AccountsOptions,
    private readonly assertions: SignedAssertions,
    private readonly tokens: OwnTokens,
    private readonly keys: ServiceAccountKeys,
    private readonly clock: Clock,
  ) {
    this.audiences = [issuer, `https://androidpublisher.${storeDomain}`];
  }

  /** A token of the token endpoint. @throws DomainError `token-invalid`, `token-expired`, `key-revoked` (401). */
  async byToken(token: string): Promise<MachinePrincipal> {
    const { sub, key: keyId } = await this.tokens.verify(token, 'sa+jwt', 'key');
    return this.again(sub, String(keyId));
  }

  /** What an account may do that proved itself before, with a key. @throws DomainError `key-revoked` (401). */
  async again(serviceAccountId: string, keyId: string): Promise<MachinePrincipal> {
    const key = await this.keys.liveById(serviceAccountId, keyId);
    if (key === null)
      throw tokenRefusal('key-revoked', 'The key was revoked or its service account is disabled.');
    await this.keys.noteUse(key.keyId, this.clock.now());
    return principalOf(key);
  }

  /** A JWT of its own, for the publisher scope or for one of our addresses. @throws DomainError `token-invalid` (401). */
  async byOwnJwt(jwt: string): Promise<MachinePrincipal> {
    const outcome = await this.assertions.verify(jwt);
    if ('fault' in outcome) throw refuse(outcome.fault);
    const { claims, principal } = outcome.assertion;
    if (claims.sub !== claims.iss) throw refuse('sub must be iss');
    // A JWT for the token endpoint is no bearer token: whoever sees the one must not be able to use it as the other.
    const meant =
      claims.aud === undefined ? hasPublisherScope(claims.scope) : namesAudience(claims.aud, this.audiences);
    if (!meant)
      throw refuse(`it needs the publisher scope or one of these as aud: ${this.audiences.join(', ')}`);
    return principal;
  }
}

const refuse = (fault: string) => tokenRefusal('token-invalid', `The self-signed JWT is refused: ${fault}.`);
