import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { GROUPS_PER_PUBLISHER, testerAddresses } from '../../domain/testing/tester-group';
import { type TesterGroup, TesterGroupRepository } from '../../persistence/testers/tester-group-repository';

export interface CreateTesterGroupCommand {
  publisherId: string;
  /** 1..100 characters, once in a publisher. */
  name: string;
  /** At most 2,000. */
  emails: readonly string[];
  actor: AccountActor;
}

/**
 * Names a group of testers, for the tracks of all apps of a publisher.
 * @throws DomainError `tester-group-exists`, `too-many-tester-groups` (409).
 */
@Injectable()
export class CreateTesterGroup {
  constructor(
    private readonly groups: TesterGroupRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ publisherId, name, actor, ...command }: CreateTesterGroupCommand): Promise<TesterGroup> {
    if ((await this.groups.count(publisherId)) >= GROUPS_PER_PUBLISHER) {
      const detail = `A publisher has at most ${GROUPS_PER_PUBLISHER} groups of testers.`;
      throw new DomainError('conflict', 'too-many-tester-groups', detail);
    }
    const id = this.ids.next();
    const emails = testerAddresses(command.emails);
    const createdBy = actor.accountId;
    await this.groups.insert({ id, publisherId, name, createdBy, createdAt: this.clock.now() });
    await this.groups.putMembers(id, emails);
    // Addresses are people's: the log keeps how many, not whose.
    await this.audit.record({
      actor,
      action: 'tester-group.create',
      subject: { type: 'publisher', id: publisherId },
      after: { groupId: id, name, testers: emails.length },
    });
    return { id, name, emails, version: 1 };
  }
}
