import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock } from '@portolan/platform';
import type { AccountView } from '../../persistence/accounts';
import { columnOfGrants, viewGrants } from '../../persistence/app-grants';
import { Members, type MemberView } from '../../persistence/members';
import { Publishers } from '../../persistence/publishers';
import { AccountMail } from '../mail/account-mail';
import type { MemberAccess } from './grant-check';
import { TeamChanges } from './team-changes';

/** Adds a member whose access is checked, inside the use case's transaction. */
@Injectable()
export class JoinTeam {
  constructor(
    private readonly members: Members,
    private readonly publishers: Publishers,
    private readonly team: TeamChanges,
    private readonly mail: AccountMail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `member-exists` (409). */
  async join(joining: {
    actor: AccountActor;
    publisherId: string;
    account: Pick<AccountView, 'id' | 'email' | 'displayName'>;
    access: MemberAccess;
  }): Promise<MemberView> {
    const { actor, publisherId, account, access } = joining;
    const now = this.clock.now();
    const { roles, permissions } = access;
    const row = { roles, permissions, appGrants: columnOfGrants(access.apps) };
    const accountId = account.id;
    await this.members.add({ publisherId, accountId, ...row, addedAt: now });
    await this.team.settle({ actor, publisherId, accountId }, 'publisher.add-member', null, row);
    const publisher = await this.publishers.view(publisherId);
    await this.mail.notice(accountId, 'team.joined', `Publisher: ${publisher?.name ?? publisherId}`);
    const { email, displayName } = account;
    const apps = viewGrants(row.appGrants);
    return { accountId, email, displayName, roles, permissions, apps, addedAt: now.toISOString() };
  }
}
