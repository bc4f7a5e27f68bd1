import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AddMember,
  ChangeMember,
  ListMembers,
  type MemberView,
  PUBLISHER_ROLES,
  RemoveMember,
} from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../auth/access';
import { CurrentActor } from '../auth/current-actor';
import { Endpoint } from '../http/endpoint';
import { instant, pageOf, pageQuery, text, uuid } from '../http/schemas';
import { appGrants, permissions } from './machines/schemas';

const roles = z.array(z.enum(PUBLISHER_ROLES)).max(PUBLISHER_ROLES.length);
const access = { roles, permissions: permissions.default([]), apps: appGrants.default([]) };
const addBody = z
  .strictObject({ email: text(3, 254).meta({ format: 'email' }), ...access })
  .meta({ id: 'AddMember' });
const accessBody = z.strictObject(access).meta({ id: 'MemberAccess' });
const member = z
  .object({
    accountId: uuid,
    email: z.string(),
    displayName: z.string(),
    roles,
    permissions,
    apps: appGrants,
    addedAt: instant,
  })
  .meta({ id: 'Member' });
const keySchema = z.object({ publisherId: uuid, accountId: uuid });

const publisherParam = { publisherId: 'The publisher.' };
const memberParams = { ...publisherParam, accountId: "The member's account." };

/** The team of a publisher. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/members')
export class MembersController {
  constructor(
    private readonly listMembers: ListMembers,
    private readonly addMember: AddMember,
    private readonly changeMember: ChangeMember,
    private readonly removeMember: RemoveMember,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The team',
    access: memberOf('publisher', 'publisherId', 'viewer'),
    returns: pageOf(member),
    params: publisherParam,
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<MemberView>> {
    return this.listMembers.execute({ publisherId, page });
  }

  @Post()
  @Endpoint({
    summary: 'Take somebody who has an account into the team',
    description: 'Only an owner makes owners.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 201,
    returns: member,
    params: publisherParam,
    problems: [404, 409, 422],
  })
  add(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: addBody }) body: z.infer<typeof addBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<MemberView> {
    return this.addMember.execute({ ...body, publisherId, actor });
  }

  @Put(':accountId')
  @Endpoint({
    summary: 'Give a member other roles and permissions',
    description:
      'What they had is replaced as a whole. Without a role, a member may do what `permissions` (in all apps) and `apps` ' +
      '(in single apps) say, and sees no other app.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    returns: accessBody,
    params: memberParams,
    problems: [404, 409, 422],
  })
  change(
    @Param({ schema: keySchema }) key: z.infer<typeof keySchema>,
    @Body({ schema: accessBody }) body: z.infer<typeof accessBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<Pick<MemberView, 'roles' | 'permissions' | 'apps'>> {
    return this.changeMember.execute({ ...key, ...body, actor });
  }

  @Delete(':accountId')
  @Endpoint({
    summary: 'Take a member out of the team',
    description: 'Owners and administrators; everybody may take themselves out. The last owner stays.',
    access: memberOf('publisher', 'publisherId', 'publisher:read'),
    status: 204,
    params: memberParams,
    problems: [404, 409],
  })
  remove(
    @Param({ schema: keySchema }) key: z.infer<typeof keySchema>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.removeMember.execute({ ...key, actor });
  }
}
