import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { TesterGroupRepository } from '../../persistence/testers/tester-group-repository';

/** Dissolves a group: it leaves every track that it is on. @throws DomainError `tester-group-not-found`. */
@Injectable()
export class DeleteTesterGroup {
  constructor(
    private readonly groups: TesterGroupRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { publisherId: string; groupId: string; actor: AccountActor }): Promise<void> {
    const { publisherId, groupId, actor } = command;
    await this.groups.lock([groupId]);
    const { name, emails } = await this.groups.get(publisherId, groupId);
    await this.groups.delete(groupId);
    await this.audit.record({
      actor,
      action: 'tester-group.delete',
      subject: { type: 'publisher', id: publisherId },
      before: { groupId, name, testers: emails.length },
    });
  }
}
