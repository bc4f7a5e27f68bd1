import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { PublicKeys } from './public-keys';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, type TokenType } from './token-issuer';

/** Longer than any token that we issue. */
const LONGEST_TOKEN = 4_096;

/** Reads access tokens that we signed ourselves. */
@Injectable()
export class OwnTokens {
  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
    private readonly publicKeys: PublicKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * The claims of a token of this type with at least these claims beside `sub`.
   * @throws DomainError `token-invalid`, `token-expired` (401).
   */
  async verify(
    token: string,
    typ: TokenType,
    claim: string,
  ): Promise<JWTPayload & { sub: string; [claim: string]: unknown }> {
    if (token.length > LONGEST_TOKEN) throw tokenInvalid();
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = kid === undefined ? null : await this.publicKeys.find(kid);
          if (key === null) throw new errors.JWKSNoMatchingKey();
          return key;
        },
        {
          algorithms: [TOKEN_ALGORITHM],
          typ,
          issuer: this.options.issuer,
          audience: TOKEN_AUDIENCE,
          requiredClaims: ['exp', 'iat', 'sub', claim],
          currentDate: this.clock.now(),
        },
      );
      const { sub } = payload;
      if (typeof sub !== 'string' || typeof payload[claim] !== 'string') throw tokenInvalid();
      return { ...payload, sub };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw tokenRefusal('token-expired', 'The access token has expired.');
      if (error instanceof errors.JOSEError) throw tokenInvalid();
      throw error;
    }
  }
}

export const tokenInvalid = (): DomainError =>
  tokenRefusal('token-invalid', 'The access token is not one of ours.');

/** A 401 with the challenge of RFC 6750. `detail` is ASCII without quotes. */
export function tokenRefusal(code: string, detail: string): DomainError {
  return new DomainError('unauthenticated', code, detail, {
    headers: {
      'www-authenticate': `Bearer realm="portolan", error="invalid_token", error_description="${detail}"`,
    },
  });
}
