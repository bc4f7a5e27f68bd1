import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  FileStore,
  Ids,
  type IncomingFile,
  notFound,
  Transactional,
} from '@portolan/platform';
import { checkArtifact } from '../../domain/artifact/artifact-rules';
import { longVersionCodeOf, type PackageFacts, signerOf } from '../../domain/artifact/package-facts';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { ChangeEdit } from '../edits/change-edit';
import { type ArtifactView, viewArtifact } from './artifact-view';

export interface RegisterArtifactCommand {
  appId: string;
  /** Whose the app was when the upload began. */
  publisherId: string;
  /** The edit that it is uploaded in; left out: none. */
  editId?: string | undefined;
  file: IncomingFile;
  report: PackageFacts;
  actor: AccountActor;
}

const ARTIFACTS_PER_APP = 1_000;

/**
 * The second half of an upload: holds a received and inspected package against its app and keeps it. Under the
 * app's lock, so that of two first uploads one pins the certificate and the other is compared with it.
 * A signer whose predecessor vouches for it takes over the pin; audited apart.
 * A file that was uploaded before is answered with what is there.
 * In an edit it is kept together with the change of the edit, or not at all.
 * @throws DomainError see `checkArtifact`; `app-not-found`, also if the app went to another publisher meanwhile; `too-many-artifacts`, `edit-*`.
 */
@Injectable()
export class RegisterArtifact {
  constructor(
    private readonly apps: AppRepository,
    private readonly artifacts: ArtifactRepository,
    private readonly changeEdit: ChangeEdit,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: RegisterArtifactCommand): Promise<{ artifact: ArtifactView; created: boolean }> {
    const { appId, editId, file, report, actor } = command;
    const app = await this.apps.lock(appId);
    if (app.publisherId !== command.publisherId) throw notFound('app');
    const existing = await this.artifacts.findByHash(appId, file.sha256);
    if (existing !== null) {
      await this.addToEdit(appId, editId, existing.id);
      return { artifact: viewArtifact(existing), created: false };
    }
    const { count, highestVersionCode } = await this.artifacts.extentOf(appId);
    if (count >= ARTIFACTS_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-artifacts',
        `An app has at most ${ARTIFACTS_PER_APP} packages.`,
      );
    const { packageName, previousSigners } = app;
    checkArtifact(report, { packageName, signer: app.signer, previousSigners, highestVersionCode });
    const signer = signerOf(report);
    const before = app.signer;
    if (before !== signer) {
      if (before !== null) app.previousSigners = [...previousSigners, before];
      app.signer = signer;
      await this.apps.save(app);
    }
    const id = this.ids.next();
    await this.addToEdit(appId, editId, id);
    const artifact = {
      id,
      appId,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      // Everything that can refuse has been asked: from here only a lost database leaves a file without a row.
      fileKey: await this.files.keep(file),
      versionCode: longVersionCodeOf(report),
      versionName: report.versionName,
      signer,
      report,
      uploadedBy: actor.accountId,
      uploadedAt: this.clock.now(),
    };
    await this.artifacts.insert(artifact);
    if (before !== null && before !== signer)
      await this.audit.record({
        actor,
        action: 'app.signer-change',
        subject: { type: 'app', id: appId },
        before: { signer: before },
        after: { signer, lineage: report.signature.lineage ?? [] },
      });
    await this.audit.record({
      actor,
      action: 'artifact.upload',
      subject: { type: 'app', id: appId },
      after: { artifactId: artifact.id, sha256: file.sha256, versionCode: artifact.versionCode, signer },
    });
    return { artifact: viewArtifact(artifact), created: true };
  }

  private async addToEdit(appId: string, editId: string | undefined, artifactId: string): Promise<void> {
    if (editId === undefined) return;
    await this.changeEdit.execute({
      appId,
      editId,
      change: (changes) => ({ ...changes, artifacts: [...new Set([...changes.artifacts, artifactId])] }),
    });
  }
}
