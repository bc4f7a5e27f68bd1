import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, systemActor, Transactional } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';
import { AccountMail } from '../mail/account-mail';
import { hashRefreshToken, SessionTokenPair, type SessionTokens } from './session-token-pair';

export type Rotation = { kind: 'rotated'; tokens: SessionTokens } | { kind: 'reused' } | { kind: 'unusable' };

/** Uses up a refresh token, or ends its session if it was used up before. */
@Injectable()
export class RotateRefreshToken {
  constructor(
    private readonly sessions: Sessions,
    private readonly pair: SessionTokenPair,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ refreshToken }: { refreshToken: string }): Promise<Rotation> {
    const now = this.clock.now();
    const hash = hashRefreshToken(refreshToken);
    const session = await this.sessions.useToken(hash, now);
    if (session !== null) {
      await this.sessions.touch(session.id, now);
      return { kind: 'rotated', tokens: await this.pair.issue(session, session.staffRoles) };
    }
    const token = await this.sessions.findToken(hash);
    if (token === null || !token.used) return { kind: 'unusable' };
    await this.endSession(token.sessionId, token.accountId, now);
    return { kind: 'reused' };
  }

  private async endSession(sessionId: string, accountId: string, now: Date): Promise<void> {
    const ended = await this.sessions.revoke(sessionId, 'refresh-token-reused', now);
    if (!ended) return;
    await this.mail.notice(accountId, 'session.reused');
    await this.audit.record({
      actor: systemActor('sessions'),
      action: 'session.revoke',
      subject: { type: 'session', id: sessionId },
      reason: 'A refresh token was used twice.',
    });
  }
}
