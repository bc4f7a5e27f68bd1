import { Injectable } from '@nestjs/common';
import { notFound, Transactional } from '@portolan/platform';
import { parsePublisherRoles, type PublisherRole } from '../../domain/roles';
import { Members } from '../../persistence/members';
import { type MemberKey, TeamChanges } from './team-changes';

/** Gives a member other roles. */
@Injectable()
export class ChangeMember {
  constructor(
    private readonly members: Members,
    private readonly team: TeamChanges,
  ) {}

  /**
   * @throws DomainError `team-role-required`, `owner-required` (403), `member-not-found` (404), `roles-invalid` (422),
   *   `last-owner` (409).
   */
  @Transactional()
  async execute(
    command: MemberKey & { roles: readonly PublisherRole[] },
  ): Promise<{ roles: PublisherRole[] }> {
    const roles = parsePublisherRoles(command.roles);
    const member = await this.members.findForChange(command.publisherId, command.accountId);
    const before = member?.roles ?? [];
    await this.team.check(command, before, roles);
    if (member === null) throw notFound('member', command.accountId);
    await this.members.changeRoles(member, roles);
    await this.team.settle(command, 'publisher.change-member', before, roles);
    return { roles };
  }
}
