import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { checkGrantsStaffRoles, type StaffRole } from '../../domain/roles';
import { Accounts, type AccountView } from '../../persistence/accounts';
import { StaffRoles } from '../../persistence/staff-roles';

/** Makes somebody who has an account a member of the staff. Granting twice is no error. */
@Injectable()
export class GrantStaffRole {
  constructor(
    private readonly accounts: Accounts,
    private readonly staffRoles: StaffRoles,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `admin-required` (403), `account-not-found` (404). */
  @Transactional()
  async execute({ actor, accountId, role }: StaffRoleCommand): Promise<AccountView> {
    checkGrantsStaffRoles(await this.staffRoles.of(actor.accountId));
    if ((await this.accounts.findForChange(accountId)) === null) throw notFound('account', accountId);
    const granted = await this.staffRoles.grant(accountId, role, this.clock.now());
    if (granted) {
      await this.audit.record({
        actor,
        action: 'staff.grant',
        subject: { type: 'account', id: accountId },
        after: { role },
      });
    }
    const account = await this.accounts.view(accountId);
    if (account === null) throw notFound('account', accountId);
    return account;
  }
}

export interface StaffRoleCommand {
  /** An administrator. */
  actor: AccountActor;
  accountId: string;
  role: StaffRole;
}
