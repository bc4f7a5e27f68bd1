import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { parseDisplayName } from '../../domain/display-name';
import { Accounts, type AccountView } from '../../persistence/accounts';

export interface ChangeProfileCommand {
  actor: AccountActor;
  /** 1..100 characters; left out: stays. */
  displayName?: string | undefined;
  /** Market code; left out: stays. */
  homeMarket?: string | undefined;
}

/** Changes what a person may change of their own account. */
@Injectable()
export class ChangeProfile {
  constructor(
    private readonly accounts: Accounts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `display-name-invalid` (422), `account-not-found` (404). */
  @Transactional()
  async execute({ actor, ...wanted }: ChangeProfileCommand): Promise<AccountView> {
    const account = await this.accounts.findForChange(actor.accountId);
    if (account === null) throw notFound('account', actor.accountId);
    const before = { displayName: account.displayName, homeMarket: account.homeMarket };
    const after = {
      displayName:
        wanted.displayName === undefined ? before.displayName : parseDisplayName(wanted.displayName),
      homeMarket: wanted.homeMarket ?? before.homeMarket,
    };
    if (after.displayName !== before.displayName || after.homeMarket !== before.homeMarket) {
      await this.accounts.update(account.id, after, this.clock.now());
      await this.audit.record({
        actor,
        action: 'account.change-profile',
        subject: { type: 'account', id: account.id },
        before,
        after,
      });
    }
    const view = await this.accounts.view(account.id);
    if (view === null) throw notFound('account', account.id);
    return view;
  }
}
