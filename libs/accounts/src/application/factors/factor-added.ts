import { Injectable } from '@nestjs/common';
import { AuditLog, Clock } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';
import { AccountMail } from '../mail/account-mail';
import type { FactorOwner } from './factor-gate';
import { Recovery } from './recovery';

/** What every new factor brings along, inside the use case's transaction. */
@Injectable()
export class FactorAdded {
  constructor(
    private readonly sessions: Sessions,
    private readonly recovery: Recovery,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Recovery codes with the first factor; sessions that were opened without a factor end, but for this one. */
  async settle(
    { accountId, sessionId }: FactorOwner,
    factor: { id: string; kind: string },
    first: boolean,
  ): Promise<string[] | null> {
    const now = this.clock.now();
    if (sessionId !== null) await this.sessions.markSecondFactor(sessionId, now);
    if (first) await this.sessions.revokeAll(accountId, sessionId, 'second-factor-added', now);
    await this.mail.notice(accountId, 'factor.added');
    await this.audit.record({
      actor: { kind: 'account', accountId, staffRoles: [] },
      action: 'account.add-factor',
      subject: { type: 'account', id: accountId },
      after: { factorId: factor.id, kind: factor.kind },
    });
    return first ? this.recovery.make(accountId) : null;
  }
}
