import { Injectable } from '@nestjs/common';
import { AuditLog, DomainError, notFound, Transactional } from '@portolan/platform';
import { checkGrantsStaffRoles } from '../../domain/roles';
import { StaffRoles } from '../../persistence/staff-roles';
import type { StaffRoleCommand } from './grant-staff-role';

/** Takes a staff role away; it takes effect with the next request of its holder. */
@Injectable()
export class RevokeStaffRole {
  constructor(
    private readonly staffRoles: StaffRoles,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DomainError `admin-required` (403), `staff-role-not-found` (404), `last-admin` (409). */
  @Transactional()
  async execute({ actor, accountId, role }: StaffRoleCommand): Promise<void> {
    if (role === 'admin') await this.keepOneAdministrator(accountId);
    checkGrantsStaffRoles(await this.staffRoles.of(actor.accountId));
    const revoked = await this.staffRoles.revoke(accountId, role);
    if (!revoked) throw notFound('staff-role', role);
    await this.audit.record({
      actor,
      action: 'staff.revoke',
      subject: { type: 'account', id: accountId },
      before: { role },
    });
  }

  private async keepOneAdministrator(accountId: string): Promise<void> {
    const administrators = await this.staffRoles.lockAdministrators();
    if (administrators.length === 1 && administrators[0] === accountId)
      throw new DomainError(
        'conflict',
        'last-admin',
        'The store needs an administrator: appoint another first.',
      );
  }
}
