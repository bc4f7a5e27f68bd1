import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';

/** Ends one's own sessions; their access tokens end with them. */
@Injectable()
export class EndSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `session-not-found` (404), also for somebody else's and for one that has ended. */
  @Transactional()
  async one({ actor, sessionId }: { actor: AccountActor; sessionId: string }): Promise<void> {
    const ended = await this.sessions.revokeOwn(actor.accountId, sessionId, this.clock.now());
    if (!ended) throw notFound('session', sessionId);
    await this.record(actor, sessionId);
  }

  /** All but `sessionId`. */
  @Transactional()
  async others({ actor, sessionId }: { actor: AccountActor; sessionId: string | null }): Promise<void> {
    const ended = await this.sessions.revokeAll(
      actor.accountId,
      sessionId,
      'ended-by-owner',
      this.clock.now(),
    );
    for (const id of ended) await this.record(actor, id);
  }

  private async record(actor: AccountActor, id: string): Promise<void> {
    await this.audit.record({ actor, action: 'session.close', subject: { type: 'session', id } });
  }
}
