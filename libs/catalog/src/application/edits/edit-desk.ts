import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { EditRepository, type StoredEdit } from '../../persistence/edits/edit-repository';

/** How long an edit may lie idle. */
export const EDIT_LIFETIME_MS = 24 * 3_600_000;

/** Gets an edit for somebody who works on it. */
@Injectable()
export class EditDesk {
  constructor(
    private readonly edits: EditRepository,
    private readonly clock: Clock,
  ) {}

  /** Locked, and alive for another day. @throws DomainError `edit-not-found`, `edit-deleted`, `edit-committed`, `edit-expired`. */
  async hold(appId: string, editId: string): Promise<StoredEdit> {
    const edit = await this.edits.hold(appId, editId);
    this.assertOpen(edit);
    return { ...edit, expiresAt: new Date(this.clock.now().getTime() + EDIT_LIFETIME_MS) };
  }

  assertOpen({ status, expiresAt }: StoredEdit): void {
    if (status === 'deleted') throw new DomainError('gone', 'edit-deleted', 'This Edit has been deleted.');
    if (status === 'committed')
      throw new DomainError('gone', 'edit-committed', 'This Edit has already been committed.');
    if (expiresAt <= this.clock.now())
      throw new DomainError('gone', 'edit-expired', 'This Edit has expired.');
  }
}
