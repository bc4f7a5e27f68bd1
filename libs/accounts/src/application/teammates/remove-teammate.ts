import { Injectable } from '@nestjs/common';
import { type AccountActor, notFound, Transactional } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { Accounts } from '../../persistence/accounts';
import { Invitations } from '../../persistence/mail/invitations';
import { Members } from '../../persistence/members';
import { WithdrawInvitation } from '../invitations/withdraw-invitation';
import { RemoveMember } from '../publishers/remove-member';
import { TeamChanges } from '../publishers/team-changes';

/** Takes a member out of the team, or their invitation back, by their address. */
@Injectable()
export class RemoveTeammate {
  constructor(
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly invitations: Invitations,
    private readonly team: TeamChanges,
    private readonly removeMember: RemoveMember,
    private readonly withdrawInvitation: WithdrawInvitation,
  ) {}

  /** @throws DomainError `team-role-required`, `owner-required` (403), `member-not-found` (404), `last-owner` (409). */
  @Transactional()
  async execute(command: { actor: AccountActor; publisherId: string; email: string }): Promise<void> {
    const { actor, publisherId } = command;
    const email = normaliseEmail(command.email);
    const account = await this.accounts.viewByEmail(email);
    const member = account === null ? null : await this.members.findForChange(publisherId, account.id);
    if (member !== null) {
      await this.removeMember.execute({ actor, publisherId, accountId: member.accountId });
      return;
    }
    const invitation = await this.invitations.lockOpen(publisherId, email);
    if (invitation === null) throw notFound('member', email);
    await this.team.check({ actor, publisherId, accountId: '' }, invitation, null);
    await this.withdrawInvitation.execute({ actor, publisherId, invitationId: invitation.id });
  }
}
