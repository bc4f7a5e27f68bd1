import { Injectable } from '@nestjs/common';
import { Clock, DomainError, notFound, Transactional } from '@portolan/platform';
import { Accounts, type AccountView } from '../../persistence/accounts';
import { grantsOfColumn } from '../../persistence/app-grants';
import { type InvitationRow, Invitations } from '../../persistence/mail/invitations';
import { AddAccount } from '../account/add-account';
import { codeInvalid } from '../email/verify-email';
import { JoinTeam } from '../publishers/join-team';
import { TeamChanges } from '../publishers/team-changes';

/** Uses up an invitation. */
@Injectable()
export class TakeInvitation {
  constructor(
    private readonly invitations: Invitations,
    private readonly accounts: Accounts,
    private readonly addAccount: AddAccount,
    private readonly team: TeamChanges,
    private readonly joinTeam: JoinTeam,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async asAccount(hash: Buffer, accountId: string): Promise<{ publisherId: string; accountId: string }> {
    const invitation = await this.lock(hash);
    const account = await this.accounts.view(accountId);
    if (account === null) throw notFound('account', accountId);
    // A mail that was passed on must not let somebody else in.
    if (account.email !== invitation.email)
      throw new DomainError('forbidden', 'invitation-for-another', 'The invitation is for another address.');
    return this.join(invitation, account);
  }

  @Transactional()
  async asNewAccount(
    hash: Buffer,
    person: { displayName: string; passwordHash: string; homeMarket: string },
  ): Promise<{ publisherId: string; accountId: string }> {
    const invitation = await this.lock(hash);
    const account = await this.addAccount.execute({ ...person, email: invitation.email, verified: true });
    return this.join(invitation, account);
  }

  refuse(): never {
    throw codeInvalid();
  }

  private async lock(hash: Buffer): Promise<InvitationRow> {
    return (await this.invitations.lockByHash(hash, this.clock.now())) ?? this.refuse();
  }

  private async join(
    invitation: InvitationRow,
    account: AccountView,
  ): Promise<{ publisherId: string; accountId: string }> {
    const { publisherId, roles, permissions, invitedBy } = invitation;
    await this.checkInviter(invitation, invitedBy);
    const now = this.clock.now();
    await this.accounts.markVerified(account.id, invitation.email, now);
    await this.invitations.accept(invitation.id, account.id, now);
    const actor = { kind: 'account', accountId: account.id, staffRoles: account.staffRoles } as const;
    const access = { roles, permissions, apps: grantsOfColumn(invitation.appGrants) };
    await this.joinTeam.join({ actor, publisherId, account, access });
    return { publisherId, accountId: account.id };
  }

  /** Who lost the right to invite, or left, invites nobody any more. */
  private async checkInviter({ publisherId, roles }: InvitationRow, invitedBy: string): Promise<void> {
    const actor = { kind: 'account', accountId: invitedBy, staffRoles: [] } as const;
    try {
      await this.team.check({ actor, publisherId, accountId: '' }, null, { roles });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError('forbidden', 'invitation-void', 'Who invited you may not do so any more.');
    }
  }
}
