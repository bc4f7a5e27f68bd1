import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, TransactionHost } from '@portolan/platform';
import { conflictsOf, readPlaceKey, touchedParts } from '../../domain/edit/edit-changes';
import { AppRepository } from '../../persistence/apps/app-repository';
import { EditRepository, type StoredEdit } from '../../persistence/edits/edit-repository';
import { ApplyExpansions } from '../expansions/apply-expansions';
import { SetImages } from '../images/set-images';
import { DeleteListing } from '../listings/delete-listing';
import { PutListing } from '../listings/put-listing';
import { PutTesters } from '../tracks/put-testers';
import { type AppState, AppStateReader } from './app-state';
import { ApplyDetails } from './apply-details';
import { ApplyTrack } from './apply-track';
import { EditDesk } from './edit-desk';
import { type EditView, viewEdit } from './edit-view';

export interface CommitEditCommand {
  appId: string;
  editId: string;
  /** Releases that are made stay drafts, and what is a draft stays one. */
  keepDrafts: boolean;
  actor: AccountActor;
}

/** A committed edit. `submitted` are the releases that the reviewers have now. */
export interface CommittedEdit {
  edit: EditView;
  submitted: string[];
  drafts: string[];
}

class RolledBack extends Error {
  constructor(readonly result: CommittedEdit) {
    super('Rolled back on purpose.');
  }
}

/**
 * Makes everything that an edit gathered, in one transaction and through the use cases that people call one by one. What
 * somebody else changed meanwhile and the edit does not touch stays as they left it.
 * @throws DomainError `edit-*`, `edit-conflict` (conflict) with the parts that both changed and who was first, and whatever
 *   the single changes throw.
 */
@Injectable()
export class CommitEdit {
  constructor(
    private readonly edits: EditRepository,
    private readonly desk: EditDesk,
    private readonly apps: AppRepository,
    private readonly state: AppStateReader,
    private readonly putListing: PutListing,
    private readonly deleteListing: DeleteListing,
    private readonly setImages: SetImages,
    private readonly putTesters: PutTesters,
    private readonly details: ApplyDetails,
    private readonly expansions: ApplyExpansions,
    private readonly track: ApplyTrack,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly transactions: TransactionHost,
  ) {}

  execute(command: CommitEditCommand): Promise<CommittedEdit> {
    return this.transactions.withTransaction(() => this.commit(command));
  }

  /** What committing would say, by committing in a transaction that is rolled back. Call it outside a transaction. */
  async validate(command: CommitEditCommand): Promise<CommittedEdit> {
    try {
      await this.transactions.withTransaction(async () => {
        throw new RolledBack(await this.commit(command));
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.result;
      throw error;
    }
    throw new Error('A validation ends by rolling back.');
  }

  private async commit({ appId, editId, keepDrafts, actor }: CommitEditCommand): Promise<CommittedEdit> {
    // Whoever changes an app holds its lock first, and then the edit's.
    await this.apps.lock(appId);
    const edit = await this.desk.hold(appId, editId);
    const before = await this.state.read(appId);
    await this.refuseConflicts(edit, before);
    const { submitted, drafts } = await this.apply(edit, before, keepDrafts, actor);
    const committed: StoredEdit = { ...edit, status: 'committed', committedAt: this.clock.now() };
    await this.edits.update(committed);
    await this.audit.record({
      actor,
      action: 'edit.commit',
      subject: { type: 'app', id: appId },
      after: { edit: editId, changed: touchedParts(edit.changes), submitted, drafts },
    });
    return { edit: viewEdit(committed), submitted, drafts };
  }

  private async apply(edit: StoredEdit, before: AppState, keepDrafts: boolean, actor: AccountActor) {
    const { appId, changes } = edit;
    const gone: string[] = [];
    for (const [locale, text] of Object.entries(changes.listings)) {
      if (text !== null) await this.putListing.execute({ appId, locale, ...text, actor });
      else if (before.listings.has(locale)) gone.push(locale);
    }
    // The default locale may move before its listing goes.
    if (changes.details !== null) await this.details.execute({ appId, details: changes.details, actor });
    for (const locale of gone) await this.deleteListing.execute({ appId, locale, actor });
    for (const [key, hashes] of Object.entries(changes.images))
      await this.setImages.execute({ appId, ...readPlaceKey(key), change: () => hashes, actor });
    // Before the releases: what is handed to the reviewers keeps its files.
    const { expansionFiles: wanted } = changes;
    await this.expansions.execute({ appId, editId: edit.id, wanted, actor });
    const submitted: string[] = [];
    const drafts: string[] = [];
    for (const [track, wanted] of Object.entries(changes.tracks)) {
      const current = before.tracks.get(track) ?? [];
      const made = await this.track.execute({ appId, track, current, wanted, keepDrafts, actor });
      submitted.push(...made.submitted);
      drafts.push(...made.drafts);
    }
    for (const [track, emails] of Object.entries(changes.testers))
      await this.putTesters.execute({ appId, track, emails, actor });
    return { submitted, drafts };
  }

  private async refuseConflicts(edit: StoredEdit, before: AppState): Promise<void> {
    const parts = conflictsOf(edit.changes, edit.base, before.versions);
    if (parts.length === 0) return;
    const others = await this.edits.committedSince(edit.appId, edit.openedAt);
    const winner = others.find(({ changes }) => touchedParts(changes).some((name) => parts.includes(name)));
    const by = winner === undefined ? 'somebody else, outside of any edit' : `edit ${winner.id}`;
    throw new DomainError(
      'conflict',
      'edit-conflict',
      `Changed meanwhile by ${by}: ${parts.slice(0, 20).join(', ')}. Open a new edit and make the change again.`,
      {
        extra: {
          parts,
          winner:
            winner === undefined
              ? null
              : {
                  editId: winner.id,
                  committedAt: winner.committedAt?.toISOString(),
                  accountId: winner.openedBy,
                },
        },
      },
    );
  }
}
