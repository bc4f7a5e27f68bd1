import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { EditRepository } from '../../persistence/edits/edit-repository';
import { EditDesk } from './edit-desk';

/** Gives an edit up: nothing of it happens. @throws DomainError `edit-not-found`, `edit-deleted`, `edit-committed`, `edit-expired`. */
@Injectable()
export class DeleteEdit {
  constructor(
    private readonly edits: EditRepository,
    private readonly desk: EditDesk,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute({
    appId,
    editId,
    actor,
  }: {
    appId: string;
    editId: string;
    actor: AccountActor;
  }): Promise<void> {
    const edit = await this.desk.hold(appId, editId);
    await this.edits.update({ ...edit, status: 'deleted' });
    await this.audit.record({
      actor,
      action: 'edit.delete',
      subject: { type: 'app', id: appId },
      before: { edit: editId },
    });
  }
}
