import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, notFound, Transactional } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import type { AccessWish } from '../../domain/permissions';
import { Accounts } from '../../persistence/accounts';
import { columnOfGrants, viewGrants } from '../../persistence/app-grants';
import { type InvitationRow, Invitations, viewInvitation } from '../../persistence/mail/invitations';
import { Members } from '../../persistence/members';
import { ChangeMember } from '../publishers/change-member';
import { GrantCheck } from '../publishers/grant-check';
import { TeamChanges } from '../publishers/team-changes';
import { viewInvited } from './list-teammates';
import type { TeammateAccess, TeammateView } from './teammate';

export interface ReviseAccessCommand {
  actor: AccountActor;
  publisherId: string;
  email: string;
  /** What they may do from now on, by what they may do now; whatever it throws ends the change. */
  revise: (now: TeammateAccess) => AccessWish;
}

/** Changes what a member, or somebody who is invited, may do: of two changes at once none is lost. */
@Injectable()
export class ReviseAccess {
  constructor(
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly invitations: Invitations,
    private readonly changeMember: ChangeMember,
    private readonly team: TeamChanges,
    private readonly grants: GrantCheck,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `team-role-required`, `owner-required` (403), `member-not-found` (404), `email-invalid`,
   *   `roles-invalid`, `access-empty`, `app-grants-invalid`, `app-of-other-publisher` (422), `last-owner` (409).
   */
  @Transactional()
  async execute({ actor, publisherId, revise, ...command }: ReviseAccessCommand): Promise<TeammateView> {
    const email = normaliseEmail(command.email);
    const account = await this.accounts.viewByEmail(email);
    const member = account === null ? null : await this.members.findForChange(publisherId, account.id);
    if (member !== null) {
      const { roles, permissions, accountId } = member;
      const wish = revise({ roles, permissions, apps: viewGrants(member.appGrants) });
      const after = await this.changeMember.execute({ actor, publisherId, accountId, ...wish });
      return { email, state: 'member', ...after };
    }
    const invitation = await this.invitations.lockOpen(publisherId, email);
    if (invitation === null) throw notFound('member', email);
    const { roles, permissions, appGrants } = invitation;
    const wish = revise({ roles, permissions, apps: viewGrants(appGrants) });
    return this.reviseInvitation(actor, invitation, wish);
  }

  private async reviseInvitation(
    actor: AccountActor,
    before: InvitationRow,
    wish: AccessWish,
  ): Promise<TeammateView> {
    const { id, publisherId, email } = before;
    const access = await this.grants.readMember(publisherId, wish);
    await this.team.check({ actor, publisherId, accountId: '' }, before, access);
    const { roles, permissions } = access;
    const appGrants = columnOfGrants(access.apps);
    // Who changes it answers for it from now on, as if they had invited.
    const after = { ...before, roles, permissions, appGrants, invitedBy: actor.accountId };
    await this.invitations.changeAccess(after);
    const event = (row: InvitationRow): object => ({
      ...{ invitationId: id, email, roles: row.roles, permissions: row.permissions },
      apps: row.appGrants,
    });
    await this.audit.record({
      actor,
      action: 'publisher.change-invitation',
      subject: { type: 'publisher', id: publisherId },
      before: event(before),
      after: event(after),
    });
    return viewInvited(viewInvitation(after), this.clock.now());
  }
}
