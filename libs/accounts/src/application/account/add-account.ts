import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { AccountMail } from '../mail/account-mail';
import { Accounts, type AccountView } from '../../persistence/accounts';

/** Stores an account whose address is normalised and whose password is checked and hashed. */
@Injectable()
export class AddAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: {
    email: string;
    displayName: string;
    homeMarket: string;
    passwordHash: string;
    /** True: the address was proved by other means. Otherwise its owner is sent a code. */
    verified?: boolean;
  }): Promise<AccountView> {
    const id = this.ids.next();
    const now = this.clock.now();
    const { email, displayName, homeMarket, passwordHash, verified = false } = command;
    const row = { id, email, displayName, homeMarket, passwordHash };
    const emailVerifiedAt = verified ? now : null;
    await this.accounts.add({ ...row, emailVerifiedAt, createdAt: now, updatedAt: now });
    if (!verified) await this.mail.sendToken('verify-email', { id, email });
    await this.audit.record({
      actor: { kind: 'account', accountId: id, staffRoles: [] },
      action: 'account.register',
      subject: { type: 'account', id },
      after: { displayName, homeMarket },
    });
    return { id, email, displayName, homeMarket, staffRoles: [], emailVerified: verified };
  }
}
