import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { type StaffMember, StaffRoles } from '../../persistence/staff-roles';

/** Everybody with a staff role, by e-mail address. */
@Injectable()
export class ListStaff {
  constructor(private readonly staffRoles: StaffRoles) {}

  execute({ page }: { page: PageRequest }): Promise<Page<StaffMember>> {
    return this.staffRoles.list(page);
  }
}
