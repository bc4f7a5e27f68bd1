import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Transactional } from '@portolan/platform';
import { Accounts } from '../../persistence/accounts';
import { AccountTokens } from '../../persistence/mail/account-tokens';
import { Sessions } from '../../persistence/sessions';
import { AccountMail } from '../mail/account-mail';

/** Stores a password that is checked and hashed, and ends the sessions that the old one opened. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: AccountTokens,
    private readonly sessions: Sessions,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** False if the token is not good any more: of two that use it at once one is told so. */
  @Transactional()
  async byToken(tokenHash: Buffer, passwordHash: string): Promise<boolean> {
    const now = this.clock.now();
    const used = await this.tokens.use(tokenHash, 'reset-password', now);
    if (used === null) return false;
    const { accountId, email } = used;
    // Who reads the mail owns the address.
    await this.accounts.markVerified(accountId, email, now);
    await this.store(accountId, passwordHash, null, now);
    await this.mail.notice(accountId, 'password.reset');
    await this.record(accountId, 'account.reset-password');
    return true;
  }

  /** By its owner, who stays signed in with `sessionId`. */
  @Transactional()
  async byOwner(accountId: string, passwordHash: string, sessionId: string | null): Promise<void> {
    await this.store(accountId, passwordHash, sessionId, this.clock.now());
    await this.mail.notice(accountId, 'password.changed');
    await this.record(accountId, 'account.change-password');
  }

  private async store(accountId: string, hash: string, keep: string | null, at: Date): Promise<void> {
    await this.accounts.setPasswordHash(accountId, hash, at);
    await this.sessions.revokeAll(accountId, keep, 'password-changed', at);
  }

  private async record(accountId: string, action: string): Promise<void> {
    await this.audit.record({
      actor: { kind: 'account', accountId, staffRoles: [] },
      action,
      subject: { type: 'account', id: accountId },
    });
  }
}
