import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog } from '@portolan/platform';
import { checkTeamChange, ownerDelta } from '../../domain/access-to-publisher';
import type { Permission } from '../../domain/permissions';
import type { PublisherRole } from '../../domain/roles';
import type { AppGrantsColumn } from '../../persistence/app-grants';
import { Members } from '../../persistence/members';
import { Publishers } from '../../persistence/publishers';

export interface MemberKey {
  actor: AccountActor;
  publisherId: string;
  accountId: string;
}

/** What a member may do, as a row keeps it. */
export interface AccessRow {
  roles: readonly PublisherRole[];
  permissions: readonly Permission[];
  appGrants: AppGrantsColumn;
}

/** What adding, changing and removing a member have in common, inside the use case's transaction. */
@Injectable()
export class TeamChanges {
  constructor(
    private readonly members: Members,
    private readonly publishers: Publishers,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param before null: is added
   * @param after null: is removed
   * @throws DomainError `team-role-required`, `owner-required` (403).
   */
  async check(
    key: MemberKey,
    before: Pick<AccessRow, 'roles'> | null,
    after: Pick<AccessRow, 'roles'> | null,
  ): Promise<void> {
    const access = await this.members.accessIn(key.actor.accountId, [key.publisherId]);
    const own = key.actor.accountId === key.accountId;
    checkTeamChange(access.get(key.publisherId)?.roles ?? [], rolesOf(before, after, own));
  }

  /** @throws DomainError `last-owner` (409). */
  async settle(
    key: MemberKey,
    action: 'publisher.add-member' | 'publisher.change-member' | 'publisher.remove-member',
    before: AccessRow | null,
    after: AccessRow | null,
  ): Promise<void> {
    await this.publishers.changeOwnerCount(key.publisherId, ownerDelta(rolesOf(before, after, false)));
    const { accountId } = key;
    const event = (access: AccessRow | null): object | null =>
      access === null
        ? null
        : { accountId, roles: access.roles, permissions: access.permissions, apps: access.appGrants };
    await this.audit.record({
      actor: key.actor,
      action,
      subject: { type: 'publisher', id: key.publisherId },
      before: event(before),
      after: event(after),
    });
  }
}

function rolesOf(
  before: Pick<AccessRow, 'roles'> | null,
  after: Pick<AccessRow, 'roles'> | null,
  own: boolean,
) {
  return { before: before?.roles ?? [], after: after?.roles ?? null, own };
}
