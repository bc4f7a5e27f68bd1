import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, systemActor, Transactional } from '@portolan/platform';
import { StaffRoles } from '../../persistence/staff-roles';
import { AddAccount } from '../account/add-account';

/** Creates the first administrator's account, unless there is an administrator. */
@Injectable()
export class AppointFirstAdmin {
  constructor(
    private readonly addAccount: AddAccount,
    private readonly staffRoles: StaffRoles,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The new account's id, or null when there was an administrator. */
  @Transactional()
  async execute(account: {
    email: string;
    passwordHash: string;
    homeMarket: string;
  }): Promise<string | null> {
    await this.staffRoles.lockForFirstAdmin();
    if (await this.staffRoles.hasAdministrator()) return null;
    const { id } = await this.addAccount.execute({
      ...account,
      displayName: 'Administrator',
      verified: true,
    });
    await this.staffRoles.grant(id, 'admin', this.clock.now());
    await this.audit.record({
      actor: systemActor('start'),
      action: 'staff.grant',
      subject: { type: 'account', id },
      after: { role: 'admin' },
    });
    return id;
  }
}
