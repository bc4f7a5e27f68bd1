import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';
import { OwnTokens, tokenRefusal } from './own-tokens';

/**
 * Says who sent an access token. The signature tells that we issued it; whether the session still lives and which
 * staff roles its owner has now is asked of the database each time, so that revoking takes effect at once.
 */
@Injectable()
export class AuthenticateToken {
  constructor(
    private readonly tokens: OwnTokens,
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `token-invalid`, `token-expired`, `session-ended` (all 401). */
  async execute(token: string): Promise<AccountActor> {
    const { sub: accountId, sid } = await this.tokens.verify(token, 'at+jwt', 'sid');
    const session = await this.sessions.findLive(String(sid), accountId, this.clock.now());
    if (session === null) throw tokenRefusal('session-ended', 'The session has ended: log in again.');
    return { kind: 'account', accountId, staffRoles: session.staffRoles };
  }
}
