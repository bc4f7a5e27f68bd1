import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, DomainError, Transactional } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import { parsePublisherRoles, type PublisherRole } from '../../domain/roles';
import { Accounts } from '../../persistence/accounts';
import { Members, type MemberView } from '../../persistence/members';
import { TeamChanges } from './team-changes';

export interface AddMemberCommand {
  actor: AccountActor;
  publisherId: string;
  /** Of somebody who has an account. */
  email: string;
  /** At least one. */
  roles: readonly PublisherRole[];
}

/** Takes somebody who has an account into a publisher's team. */
@Injectable()
export class AddMember {
  constructor(
    private readonly accounts: Accounts,
    private readonly members: Members,
    private readonly team: TeamChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `team-role-required`, `owner-required` (403), `account-unknown`, `roles-invalid` (422),
   *   `member-exists` (409).
   */
  @Transactional()
  async execute({ actor, publisherId, ...command }: AddMemberCommand): Promise<MemberView> {
    const roles = parsePublisherRoles(command.roles);
    await this.team.check({ actor, publisherId, accountId: '' }, [], roles);
    const account = await this.accounts.viewByEmail(normaliseEmail(command.email));
    if (account === null)
      throw new DomainError('invalid', 'account-unknown', 'Nobody has registered with this address.');
    const now = this.clock.now();
    await this.members.add({ publisherId, accountId: account.id, roles, addedAt: now });
    await this.team.settle({ actor, publisherId, accountId: account.id }, 'publisher.add-member', [], roles);
    const { id: accountId, email, displayName } = account;
    return { accountId, email, displayName, roles, addedAt: now.toISOString() };
  }
}
