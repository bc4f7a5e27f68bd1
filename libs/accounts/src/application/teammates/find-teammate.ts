import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { Accounts } from '../../persistence/accounts';
import { columnOfGrants, viewGrants } from '../../persistence/app-grants';
import { Invitations, viewInvitation } from '../../persistence/mail/invitations';
import { Members } from '../../persistence/members';
import { viewInvited } from './list-teammates';
import type { TeammateView } from './teammate';

/** Somebody in the team, or invited into it, by their address. Who may see it is the caller's question. */
@Injectable()
export class FindTeammate {
  constructor(
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly invitations: Invitations,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `email-invalid`. */
  async execute(query: { publisherId: string; email: string }): Promise<TeammateView | null> {
    const { publisherId } = query;
    const email = normaliseEmail(query.email);
    const account = await this.accounts.viewByEmail(email);
    const access =
      account === null
        ? undefined
        : (await this.members.accessIn(account.id, [publisherId])).get(publisherId);
    if (access !== undefined) {
      const { roles, permissions, apps } = access;
      return { email, state: 'member', roles, permissions, apps: viewGrants(columnOfGrants(apps)) };
    }
    const invitation = await this.invitations.findOpen(publisherId, email);
    return invitation === null ? null : viewInvited(viewInvitation(invitation), this.clock.now());
  }
}
