import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, Ids, Transactional } from '@portolan/platform';
import { Accounts, type AccountView } from '../../persistence/accounts';

/** Stores an account whose address is normalised and whose password is checked and hashed. */
@Injectable()
export class AddAccount {
  constructor(
    private readonly accounts: Accounts,
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
  }): Promise<AccountView> {
    const id = this.ids.next();
    const now = this.clock.now();
    await this.accounts.add({ id, ...command, createdAt: now, updatedAt: now });
    const { email, displayName, homeMarket } = command;
    await this.audit.record({
      actor: { kind: 'account', accountId: id, staffRoles: [] },
      action: 'account.register',
      subject: { type: 'account', id },
      after: { displayName, homeMarket },
    });
    return { id, email, displayName, homeMarket, staffRoles: [] };
  }
}
