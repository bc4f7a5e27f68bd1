import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Transactional } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';
import { hashRefreshToken } from './session-token-pair';

/** Ends the session of a refresh token: that token, all others of its family and the access tokens with it. */
@Injectable()
export class LogOut {
  constructor(
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** An unknown token and an ended session are no errors: afterwards there is no such session, as was asked. */
  @Transactional()
  async execute({ refreshToken }: { refreshToken: string }): Promise<void> {
    const token = await this.sessions.findToken(hashRefreshToken(refreshToken));
    if (token === null) return;
    const ended = await this.sessions.revoke(token.sessionId, 'log-out', this.clock.now());
    if (!ended) return;
    await this.audit.record({
      actor: { kind: 'account', accountId: token.accountId, staffRoles: [] },
      action: 'session.close',
      subject: { type: 'session', id: token.sessionId },
    });
  }
}
