import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog } from '@portolan/platform';
import { checkTeamChange, ownerDelta } from '../../domain/access-to-publisher';
import type { PublisherRole } from '../../domain/roles';
import { Members } from '../../persistence/members';
import { Publishers } from '../../persistence/publishers';

export interface MemberKey {
  actor: AccountActor;
  publisherId: string;
  accountId: string;
}

/** What adding, changing and removing a member have in common, inside the use case's transaction. */
@Injectable()
export class TeamChanges {
  constructor(
    private readonly members: Members,
    private readonly publishers: Publishers,
    private readonly audit: AuditLog,
  ) {}

  /** @throws DomainError `team-role-required`, `owner-required` (403). */
  async check(
    key: MemberKey,
    before: readonly PublisherRole[],
    after: readonly PublisherRole[],
  ): Promise<void> {
    const roles = await this.members.rolesIn(key.actor.accountId, [key.publisherId]);
    const own = key.actor.accountId === key.accountId;
    checkTeamChange(roles.get(key.publisherId) ?? [], { before, after, own });
  }

  /** @throws DomainError `last-owner` (409). */
  async settle(
    key: MemberKey,
    action: 'publisher.add-member' | 'publisher.change-member' | 'publisher.remove-member',
    before: readonly PublisherRole[],
    after: readonly PublisherRole[],
  ): Promise<void> {
    await this.publishers.changeOwnerCount(key.publisherId, ownerDelta({ before, after }));
    const { accountId } = key;
    await this.audit.record({
      actor: key.actor,
      action,
      subject: { type: 'publisher', id: key.publisherId },
      before: before.length === 0 ? null : { accountId, roles: before },
      after: after.length === 0 ? null : { accountId, roles: after },
    });
  }
}
