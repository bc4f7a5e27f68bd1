import { Injectable } from '@nestjs/common';
import { DomainError, Transactional } from '@portolan/platform';
import { checkListing } from '../../domain/app/listing';
import type { EditChanges } from '../../domain/edit/edit-changes';
import { EditRepository } from '../../persistence/edits/edit-repository';
import { EditDesk } from './edit-desk';
import { type EditView, viewEdit } from './edit-view';

export interface ChangeEditCommand {
  appId: string;
  editId: string;
  /** Given the changes so far, under the edit's lock. */
  change: (changes: EditChanges) => EditChanges;
}

/** Characters of all changes together, as JSON. */
const CHANGES_MAX_LENGTH = 2_000_000;

/**
 * Adds to what an edit will change. The app stays as it is, so nothing is audited before the commit.
 * @throws DomainError `edit-not-found`, `edit-deleted`, `edit-committed`, `edit-expired`, `listing-invalid`, `edit-too-large`.
 */
@Injectable()
export class ChangeEdit {
  constructor(
    private readonly edits: EditRepository,
    private readonly desk: EditDesk,
  ) {}

  @Transactional()
  async execute({ appId, editId, change }: ChangeEditCommand): Promise<EditView> {
    const edit = await this.desk.hold(appId, editId);
    const changes = change(edit.changes);
    for (const text of Object.values(changes.listings)) if (text !== null) checkListing(text);
    if (JSON.stringify(changes).length > CHANGES_MAX_LENGTH)
      throw new DomainError('too-large', 'edit-too-large', 'The edit changes more than one edit may.');
    const after = { ...edit, changes };
    await this.edits.update(after);
    return viewEdit(after);
  }
}
