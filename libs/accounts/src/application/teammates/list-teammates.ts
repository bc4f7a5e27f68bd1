import { Injectable } from '@nestjs/common';
import { Clock, decodeCursor, encodeCursor, type Page, type PageRequest } from '@portolan/platform';
import { Invitations, type InvitationView } from '../../persistence/mail/invitations';
import { Members } from '../../persistence/members';
import type { TeammateView } from './teammate';

/** The team of a publisher, and behind it who is invited. Who may see it is the caller's question. */
@Injectable()
export class ListTeammates {
  constructor(
    private readonly members: Members,
    private readonly invitations: Invitations,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `cursor-invalid`. */
  async execute(query: { publisherId: string; page: PageRequest }): Promise<Page<TeammateView>> {
    const { publisherId, page } = query;
    const [list, inner] = decodeCursor(page.cursor, ['string', 'string']) ?? ['members', ''];
    const cursor = inner === '' ? undefined : String(inner);
    if (list !== 'members') return this.invited(publisherId, { limit: page.limit, cursor });
    const members = await this.members.list(publisherId, { limit: page.limit, cursor });
    const data = members.data.map(({ email, roles, permissions, apps }): TeammateView => ({
      ...{ email, roles, permissions, apps },
      state: 'member',
    }));
    if (members.nextCursor !== null)
      return { data, nextCursor: encodeCursor(['members', members.nextCursor]) };
    const limit = page.limit - data.length;
    if (limit === 0) return { data, nextCursor: encodeCursor(['invitations', '']) };
    const invited = await this.invited(publisherId, { limit });
    return { data: [...data, ...invited.data], nextCursor: invited.nextCursor };
  }

  private async invited(publisherId: string, page: PageRequest): Promise<Page<TeammateView>> {
    const { data, nextCursor } = await this.invitations.list(publisherId, page);
    const now = this.clock.now();
    return {
      data: data.map((invitation) => viewInvited(invitation, now)),
      nextCursor: nextCursor === null ? null : encodeCursor(['invitations', nextCursor]),
    };
  }
}

export function viewInvited(invitation: Omit<InvitationView, 'id'>, now: Date): TeammateView {
  const { email, roles, permissions, apps, expiresAt } = invitation;
  const isOver = Date.parse(expiresAt) <= now.getTime();
  return { email, state: isOver ? 'invitation-expired' : 'invited', roles, permissions, apps };
}
