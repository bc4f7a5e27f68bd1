import { Injectable } from '@nestjs/common';
import { notFound, Transactional } from '@portolan/platform';
import type { AccessWish } from '../../domain/permissions';
import { columnOfGrants, viewGrants } from '../../persistence/app-grants';
import { Members, type MemberView } from '../../persistence/members';
import { GrantCheck } from './grant-check';
import { type MemberKey, TeamChanges } from './team-changes';

/** Gives a member other roles and permissions; what they had is replaced as a whole. */
@Injectable()
export class ChangeMember {
  constructor(
    private readonly members: Members,
    private readonly team: TeamChanges,
    private readonly grants: GrantCheck,
  ) {}

  /**
   * @throws DomainError `team-role-required`, `owner-required` (403), `member-not-found` (404), `roles-invalid`,
   *   `access-empty`, `app-grants-invalid`, `app-of-other-publisher` (422), `last-owner` (409).
   */
  @Transactional()
  async execute(
    command: MemberKey & AccessWish,
  ): Promise<Pick<MemberView, 'roles' | 'permissions' | 'apps'>> {
    const access = await this.grants.readMember(command.publisherId, command);
    const member = await this.members.findForChange(command.publisherId, command.accountId);
    await this.team.check(command, member, access);
    if (member === null) throw notFound('member', command.accountId);
    const { roles, permissions } = access;
    const row = { roles, permissions, appGrants: columnOfGrants(access.apps) };
    await this.members.changeAccess(member, row);
    await this.team.settle(command, 'publisher.change-member', member, row);
    return { roles, permissions, apps: viewGrants(row.appGrants) };
  }
}
