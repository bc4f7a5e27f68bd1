import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';
import { OwnTokens, tokenRefusal } from './own-tokens';

/** The session of a request. */
export interface CurrentSession {
  id: string;
  /** Whether a second factor was proved in it. */
  secondFactor: boolean;
}

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
    return (await this.inSession(token)).actor;
  }

  /** The actor with the session that the token is of. @throws as `execute` */
  async inSession(token: string): Promise<{ actor: AccountActor; session: CurrentSession }> {
    const { sub: accountId, sid } = await this.tokens.verify(token, 'at+jwt', 'sid');
    return this.again(accountId, String(sid));
  }

  /** Whoever was in a session before. @throws DomainError `session-ended` (401). */
  async again(accountId: string, id: string): Promise<{ actor: AccountActor; session: CurrentSession }> {
    const session = await this.sessions.findLive(id, accountId, this.clock.now());
    if (session === null) throw tokenRefusal('session-ended', 'The session has ended: log in again.');
    const { staffRoles, secondFactor } = session;
    return { actor: { kind: 'account', accountId, staffRoles }, session: { id, secondFactor } };
  }
}
