import { Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, Transactional } from '@portolan/platform';
import { normaliseEmail } from '../../domain/email-address';
import type { AccessWish } from '../../domain/permissions';
import { Accounts } from '../../persistence/accounts';
import type { MemberView } from '../../persistence/members';
import { GrantCheck } from './grant-check';
import { JoinTeam } from './join-team';
import { TeamChanges } from './team-changes';

export interface AddMemberCommand extends AccessWish {
  actor: AccountActor;
  publisherId: string;
  /** Of somebody who has an account. */
  email: string;
}

/** Takes somebody who has an account into a publisher's team. */
@Injectable()
export class AddMember {
  constructor(
    private readonly accounts: Accounts,
    private readonly team: TeamChanges,
    private readonly grants: GrantCheck,
    private readonly joinTeam: JoinTeam,
  ) {}

  /**
   * @throws DomainError `team-role-required`, `owner-required` (403), `account-unknown`, `roles-invalid`, `access-empty`,
   *   `app-grants-invalid`, `app-of-other-publisher` (422), `member-exists` (409).
   */
  @Transactional()
  async execute({ actor, publisherId, email, ...wish }: AddMemberCommand): Promise<MemberView> {
    const access = await this.grants.readMember(publisherId, wish);
    await this.team.check({ actor, publisherId, accountId: '' }, null, access);
    const account = await this.accounts.viewByEmail(normaliseEmail(email));
    if (account === null)
      throw new DomainError('invalid', 'account-unknown', 'Nobody has registered with this address.');
    return this.joinTeam.join({ actor, publisherId, account, access });
  }
}
