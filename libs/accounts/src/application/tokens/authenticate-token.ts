import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError } from '@portolan/platform';
import { errors, jwtVerify } from 'jose';
import { ACCOUNTS_OPTIONS, type AccountsOptions } from '../../accounts-options';
import { Sessions } from '../../persistence/sessions';
import { PublicKeys } from './public-keys';
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE } from './token-issuer';

/** Longer than any token that we issue. */
const LONGEST_TOKEN = 4_096;

/**
 * Says who sent an access token. The signature tells that we issued it; whether the session still lives and which
 * staff roles its owner has now is asked of the database each time, so that revoking takes effect at once.
 */
@Injectable()
export class AuthenticateToken {
  constructor(
    @Inject(ACCOUNTS_OPTIONS) private readonly options: AccountsOptions,
    private readonly publicKeys: PublicKeys,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `token-invalid`, `token-expired`, `session-ended` (all 401). */
  async execute(token: string): Promise<AccountActor> {
    const { accountId, sessionId } = await this.verify(token);
    const session = await this.sessions.findLive(sessionId, accountId, this.clock.now());
    if (session === null) throw refusal('session-ended', 'The session has ended: log in again.');
    return { kind: 'account', accountId, staffRoles: session.staffRoles };
  }

  private async verify(token: string): Promise<{ accountId: string; sessionId: string }> {
    if (token.length > LONGEST_TOKEN) throw invalid();
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
          typ: 'at+jwt',
          issuer: this.options.issuer,
          audience: TOKEN_AUDIENCE,
          requiredClaims: ['exp', 'iat', 'sub', 'sid'],
          currentDate: this.clock.now(),
        },
      );
      const { sub, sid } = payload;
      if (typeof sub !== 'string' || typeof sid !== 'string') throw invalid();
      return { accountId: sub, sessionId: sid };
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw refusal('token-expired', 'The access token has expired.');
      if (error instanceof errors.JOSEError) throw invalid();
      throw error;
    }
  }
}

const invalid = (): DomainError => refusal('token-invalid', 'The access token is not one of ours.');

function refusal(code: string, detail: string): DomainError {
  return new DomainError('unauthenticated', code, detail, {
    headers: {
      'www-authenticate': `Bearer realm="portolan", error="invalid_token", error_description="${detail}"`,
    },
  });
}
