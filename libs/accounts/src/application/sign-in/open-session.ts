import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { sessionEnd } from '../../domain/lifetimes';
import { Sessions } from '../../persistence/sessions';
import { StaffRoles } from '../../persistence/staff-roles';
import { SessionTokenPair, type SessionTokens } from './session-token-pair';

/** What a session is recognised by in the list of one's own. */
export interface SessionClient {
  /** What the client calls itself (User-Agent). */
  device: string | null;
  /** The network address that it signs in from. */
  address: string | null;
}

const LONGEST_DEVICE = 200;

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
  async execute(command: {
    accountId: string;
    client?: SessionClient | undefined;
    /** Whether a second factor was proved. */
    secondFactor?: boolean;
  }): Promise<SessionTokens> {
    const { accountId, client, secondFactor = false } = command;
    const now = this.clock.now();
    const session = { id: this.ids.next(), accountId, expiresAt: sessionEnd(now) };
    await this.sessions.add({
      ...session,
      createdAt: now,
      device: client?.device?.slice(0, LONGEST_DEVICE).replaceAll('\0', '').toWellFormed() ?? null,
      address: client?.address?.slice(0, 60) ?? null,
      secondFactorAt: secondFactor ? now : null,
    });
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
