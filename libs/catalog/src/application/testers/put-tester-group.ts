import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { testersMax } from '../../domain/delivery/track-name';
import { testerAddresses, tooManyTesters } from '../../domain/testing/tester-group';
import { type TesterGroup, TesterGroupRepository } from '../../persistence/testers/tester-group-repository';

export interface PutTesterGroupCommand {
  publisherId: string;
  groupId: string;
  name: string;
  /** Replaces the list; at most 2,000. */
  emails: readonly string[];
  /** The version that the caller has seen. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Names the group and its testers anew; what is out on its tracks is theirs with the same commit.
 * @throws DomainError `tester-group-not-found`, `tester-group-exists` (409), `tester-group-changed` (412), `too-many-testers`: it is on an
 *   internal track, which takes 100.
 */
@Injectable()
export class PutTesterGroup {
  constructor(
    private readonly groups: TesterGroupRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: PutTesterGroupCommand): Promise<TesterGroup> {
    const { publisherId, groupId, name, expectedVersion, actor } = command;
    // Two groups of one internal track do not both take its last places: all groups of a track are of one publisher.
    await this.groups.lockAll(publisherId);
    await this.groups.lock([groupId]);
    const before = await this.groups.get(publisherId, groupId);
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      const detail = 'Somebody else changed the group first.';
      throw new DomainError('precondition-failed', 'tester-group-changed', detail);
    }
    const emails = testerAddresses(command.emails);
    await this.groups.rename(groupId, name);
    await this.groups.putMembers(groupId, emails);
    const max = testersMax('internal') ?? 0;
    if ((await this.groups.internalSizes(groupId)).some((size) => size > max))
      throw tooManyTesters('internal', max);
    await this.audit.record({
      actor,
      action: 'tester-group.change',
      subject: { type: 'publisher', id: publisherId },
      before: { groupId, name: before.name, testers: before.emails.length },
      after: { groupId, name, testers: emails.length },
    });
    return { id: groupId, name, emails, version: before.version + 1 };
  }
}
