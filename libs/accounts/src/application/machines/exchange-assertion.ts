import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { hasPublisherScope, namesAudience, PUBLISHER_SCOPE } from '../../domain/machines/assertion-rules';
import { type AccessToken, TokenIssuer } from '../tokens/token-issuer';
import { SignedAssertions } from './signed-assertions';

/** Exchanges a service account's signed assertion for an access token (RFC 7523, 2.1). */
@Injectable()
export class ExchangeAssertion {
  private readonly audiences: readonly string[];

  constructor(
    @Inject(ACCOUNTS_OPTIONS) { issuer, tokenAudiences }: AccountsOptions,
    private readonly assertions: SignedAssertions,
    private readonly tokens: TokenIssuer,
  ) {
    this.audiences = [`${issuer}/token`, `${issuer}/oauth2/v4/token`, ...tokenAudiences];
  }

  /** @throws DomainError `invalid-grant`, `invalid-scope` (malformed): the error codes of RFC 6749 with a hyphen. */
  async execute({ assertion }: { assertion: string }): Promise<AccessToken> {
    const outcome = await this.assertions.verify(assertion);
    if ('fault' in outcome) throw invalidGrant(outcome.fault);
    const { claims, serviceAccountId, keyId } = outcome.assertion;
    if (!namesAudience(claims.aud, this.audiences))
      throw invalidGrant(`aud must be the token endpoint: ${this.audiences.join(' or ')}`);
    if (claims.sub !== undefined && claims.sub !== claims.iss)
      throw invalidGrant('sub must be iss or absent: nobody acts for somebody else here');
    if (claims.scope !== undefined && !hasPublisherScope(claims.scope))
      throw new DomainError('malformed', 'invalid-scope', `The scope must be ${PUBLISHER_SCOPE}.`);
    return this.tokens.issueForMachine({ serviceAccountId, keyId });
  }
}

function invalidGrant(fault: string): DomainError {
  return new DomainError('malformed', 'invalid-grant', `Invalid JWT: ${fault}.`);
}
