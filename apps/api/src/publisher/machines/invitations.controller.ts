import { Body, Controller, Delete, Get, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type InvitationView,
  InviteMember,
  ListInvitations,
  PUBLISHER_ROLES,
  WithdrawInvitation,
} from '@portolan/accounts';
import type { AccountActor, Page } from '@portolan/platform';
import { z } from 'zod';
import { memberOf } from '../../auth/access';
import { CurrentActor } from '../../auth/current-actor';
import { AttemptGuard, CountsAs } from '../../auth/limits/attempt.guard';
import { Endpoint } from '../../http/endpoint';
import { instant, pageOf, pageQuery, text, uuid } from '../../http/schemas';
import { appGrants, permissions, publisherParam } from './schemas';

const roles = z.array(z.enum(PUBLISHER_ROLES)).max(PUBLISHER_ROLES.length);
const inviteBody = z
  .strictObject({
    email: text(3, 254).meta({ format: 'email' }),
    roles: roles.default([]),
    permissions: permissions.default([]),
    apps: appGrants.default([]),
  })
  .meta({ id: 'InviteMember' });
const invitation = z
  .object({
    id: uuid,
    email: z.string(),
    roles,
    permissions,
    apps: appGrants,
    invitedBy: uuid,
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });
const key = z.object({ publisherId: uuid, invitationId: uuid });

/** Invitations into a team, by mail. */
@ApiTags('publisher')
@Controller('v1/publishers/:publisherId/invitations')
export class InvitationsController {
  constructor(
    private readonly invite: InviteMember,
    private readonly listInvitations: ListInvitations,
    private readonly withdrawInvitation: WithdrawInvitation,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Invitations that are open, those expired included',
    access: memberOf('publisher', 'publisherId', 'admin'),
    returns: pageOf(invitation),
    params: publisherParam,
    problems: [404],
  })
  list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: pageQuery }) page: z.infer<typeof pageQuery>,
  ): Promise<Page<InvitationView>> {
    return this.listInvitations.execute({ publisherId, page });
  }

  @Post()
  @CountsAs('invite')
  @UseGuards(AttemptGuard)
  @Endpoint({
    summary: 'Invite somebody by mail, with or without an account',
    description: 'It is good for a week. Only an owner invites owners.',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 201,
    returns: invitation,
    params: publisherParam,
    problems: [404, 409, 422],
  })
  create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: inviteBody }) body: z.infer<typeof inviteBody>,
    @CurrentActor() actor: AccountActor,
  ): Promise<InvitationView> {
    return this.invite.execute({ ...body, publisherId, actor });
  }

  @Delete(':invitationId')
  @Endpoint({
    summary: 'Withdraw an invitation',
    access: memberOf('publisher', 'publisherId', 'admin'),
    status: 204,
    params: { ...publisherParam, invitationId: 'The invitation.' },
    problems: [404],
  })
  withdraw(
    @Param({ schema: key }) path: z.infer<typeof key>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.withdrawInvitation.execute({ ...path, actor });
  }
}
