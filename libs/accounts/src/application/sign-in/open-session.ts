import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { sessionEnd } from '../../domain/lifetimes';
import { Sessions } from '../../persistence/sessions';
import { StaffRoles } from '../../persistence/staff-roles';
import { SessionTokenPair, type SessionTokens } from './session-token-pair';

/** Opens a session for someone who has proved who they are. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly sessions: Sessions,
    private readonly staffRoles: StaffRoles,
    private readonly tokens: SessionTokenPair,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ accountId }: { accountId: string }): Promise<SessionTokens> {
    const now = this.clock.now();
    const session = { id: this.ids.next(), accountId, expiresAt: sessionEnd(now) };
    await this.sessions.add({ ...session, createdAt: now });
    const roles = await this.staffRoles.of(accountId);
    const pair = await this.tokens.issue(session, roles);
    await this.audit.record({
      actor: { kind: 'account', accountId, staffRoles: roles },
      action: 'session.open',
      subject: { type: 'session', id: session.id },
    });
    return pair;
  }
}
