import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { NO_CHANGES } from '../../domain/edit/edit-changes';
import { EditRepository, type StoredEdit } from '../../persistence/edits/edit-repository';
import { AppStateReader } from './app-state';
import { EDIT_LIFETIME_MS } from './edit-desk';
import { type EditView, viewEdit } from './edit-view';

/** Against tools that open edits and never end them. */
const OPEN_EDITS_PER_APP = 50;

/**
 * Opens an edit of an app: changes that are gathered and committed as a whole. Several may be open at once; what does not
 * overlap merges.
 * @throws DomainError `app-not-found`, `too-many-edits`.
 */
@Injectable()
export class OpenEdit {
  constructor(
    private readonly edits: EditRepository,
    private readonly state: AppStateReader,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ appId, actor }: { appId: string; actor: AccountActor }): Promise<EditView> {
    const now = this.clock.now();
    const { versions } = await this.state.read(appId);
    if ((await this.edits.countOpen(appId, now)) >= OPEN_EDITS_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-edits',
        `An app has at most ${OPEN_EDITS_PER_APP} open edits.`,
      );
    const edit: StoredEdit = {
      id: this.ids.next(),
      appId,
      openedBy: actor.accountId,
      status: 'open',
      base: versions,
      changes: NO_CHANGES,
      openedAt: now,
      expiresAt: new Date(now.getTime() + EDIT_LIFETIME_MS),
      committedAt: null,
    };
    await this.edits.insert(edit);
    await this.audit.record({
      actor,
      action: 'edit.open',
      subject: { type: 'app', id: appId },
      after: { edit: edit.id },
    });
    return viewEdit(edit);
  }
}
