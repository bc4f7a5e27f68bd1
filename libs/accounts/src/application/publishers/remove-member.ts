import { Injectable } from '@nestjs/common';
import { notFound, Transactional } from '@portolan/platform';
import { Members } from '../../persistence/members';
import { type MemberKey, TeamChanges } from './team-changes';

/** Takes a member out of the team; everybody may take themselves out. */
@Injectable()
export class RemoveMember {
  constructor(
    private readonly members: Members,
    private readonly team: TeamChanges,
  ) {}

  /** @throws DomainError `team-role-required`, `owner-required` (403), `member-not-found` (404), `last-owner` (409). */
  @Transactional()
  async execute(command: MemberKey): Promise<void> {
    const member = await this.members.findForChange(command.publisherId, command.accountId);
    await this.team.check(command, member, null);
    if (member === null) throw notFound('member', command.accountId);
    await this.members.remove(member);
    await this.team.settle(command, 'publisher.remove-member', member, null);
  }
}
