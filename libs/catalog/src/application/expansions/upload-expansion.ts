import { Inject, Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  FileStore,
  Ids,
  type IncomingFile,
  Transactional,
} from '@portolan/platform';
import type { Readable } from 'node:stream';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { type ExpansionFile, expansionKey, type ExpansionType } from '../../domain/edit/expansion-files';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';
import { RefusedFileRepository } from '../../persistence/artifacts/refused-file-repository';
import { ChangeEdit } from '../edits/change-edit';
import { ExpansionTarget } from './expansion-target';

export interface UploadExpansionCommand {
  appId: string;
  editId: string;
  /** Of the package that the file goes with. */
  versionCode: number;
  type: ExpansionType;
  stream: Readable;
  actor: AccountActor;
}

/** Files of an app that go with no package yet: those of its open edits, and what the hourly job has not removed. */
const LOOSE_PER_APP = 20;

/**
 * Takes an expansion file in, for a package of the app; with the commit of the edit they belong together. Nothing looks into it: what it
 * holds is known to the app alone.
 * @throws DomainError `edit-*`, `version-code-unknown`, `expansion-file-settled`, `expansion-file-empty`, `file-too-large`, `upload-interrupted`,
 *   `artifact-known-bad`, `too-many-expansion-files`.
 */
@Injectable()
export class UploadExpansion {
  constructor(
    private readonly apps: AppRepository,
    private readonly target: ExpansionTarget,
    private readonly expansions: ExpansionRepository,
    private readonly refused: RefusedFileRepository,
    private readonly changeEdit: ChangeEdit,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /**
   * Before a byte is taken.
   * @returns the id of the package.
   * @throws DomainError `version-code-unknown`, `expansion-file-settled`, `too-many-expansion-files`.
   */
  async check({
    appId,
    versionCode,
  }: Pick<UploadExpansionCommand, 'appId' | 'versionCode'>): Promise<string> {
    const artifactId = await this.target.find(appId, versionCode);
    if ((await this.expansions.countLoose(appId)) >= LOOSE_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-expansion-files',
        `At most ${LOOSE_PER_APP} expansion files of an app wait for a commit: commit or delete edits that have some, and try again in an hour.`,
      );
    return artifactId;
  }

  async execute(command: UploadExpansionCommand): Promise<ExpansionFile> {
    await this.check(command);
    const file = await this.files.receive(command.stream, this.options.expansionFileMaxBytes);
    try {
      if (file.sizeBytes === 0)
        throw new DomainError('invalid', 'expansion-file-empty', 'An expansion file has at least one byte.');
      if (await this.refused.has(file.sha256))
        throw new DomainError('invalid', 'artifact-known-bad', 'The store takes this very file from nobody.');
      return await this.keep(command, file);
    } finally {
      await this.files.discard(file);
    }
  }

  /** Row and edit in one: a file that no edit names is removed. */
  @Transactional()
  private async keep(command: UploadExpansionCommand, file: IncomingFile): Promise<ExpansionFile> {
    const { appId, editId, versionCode, type, actor } = command;
    await this.apps.lock(appId);
    const artifactId = await this.check(command);
    const id = this.ids.next();
    const { sha256, sizeBytes } = file;
    const fileKey = `expansion/${id}`;
    const [uploadedBy, uploadedAt] = [actor.accountId, this.clock.now()];
    await this.changeEdit.execute({
      appId,
      editId,
      change: (changes) => ({
        ...changes,
        expansionFiles: { ...changes.expansionFiles, [expansionKey(versionCode, type)]: { fileId: id } },
      }),
    });
    await this.expansions.insert({
      ...{ id, appId, artifactId, type, editId, sha256, sizeBytes, fileKey, uploadedBy, uploadedAt },
    });
    await this.audit.record({
      actor,
      action: 'artifact.expansion-file',
      subject: { type: 'artifact', id: artifactId },
      after: { type, sha256, sizeBytes, edit: editId },
    });
    // Everything that can refuse has been asked: from here only a lost database leaves a file without a row.
    await this.files.keepAs(file, fileKey);
    return { id, type, versionCode, sha256, sizeBytes };
  }
}
