import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AccountView,
  GrantStaffRole,
  ListStaff,
  RevokeStaffRole,
  STAFF_ROLES,
  type StaffMember,
} from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { staff } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { account } from '../auth/sign-in/schemas';
import { Endpoint } from '../http/endpoint';
import { pageOf, pageQuery, uuid } from '../http/schemas';

const role = z.enum(STAFF_ROLES);
const keySchema = z.object({ accountId: uuid, role });
const staffMember = z
  .object({ accountId: uuid, email: z.string(), displayName: z.string(), roles: z.array(role) })
  .meta({ id: 'StaffMember' });
const params = { accountId: 'The account.', role: `One of: ${STAFF_ROLES.join(', ')}.` };

/** Who works for the store, and as what. */
@ApiTags('operations')
@Controller('v1/ops/staff')
export class StaffController {
  constructor(
    private readonly listStaff: ListStaff,
    private readonly grantRole: GrantStaffRole,
    private readonly revokeRole: RevokeStaffRole,
  ) {}

  @Get()
  @Endpoint({ summary: 'Everybody with a staff role', access: staff('admin'), returns: pageOf(staffMember) })
  list(@Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>): Promise<Page<StaffMember>> {
    return this.listStaff.execute({ page });
  }

  @Put(':accountId/roles/:role')
  @Endpoint({
    summary: 'Grant a staff role',
    access: staff('admin'),
    returns: account,
    params,
    problems: [404],
  })
  grant(
    @Param({ schema: keySchema }) key: z.infer<typeof keySchema>,
    @CurrentActor() actor: AccountActor,
  ): Promise<AccountView> {
    return this.grantRole.execute({ ...key, actor });
  }

  @Delete(':accountId/roles/:role')
  @Endpoint({
    summary: 'Revoke a staff role',
    description: 'It takes effect with the next request. The last administrator stays.',
    access: staff('admin'),
    status: 204,
    params,
    problems: [404, 409],
  })
  revoke(
    @Param({ schema: keySchema }) key: z.infer<typeof keySchema>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.revokeRole.execute({ ...key, actor });
  }
}
