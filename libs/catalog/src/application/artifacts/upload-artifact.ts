import { Inject, Injectable } from '@nestjs/common';
import { type AccountActor, DomainError, FileStore } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { ApkRejected, type ApkReport } from '../../apk';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import type { PackageFacts } from '../../domain/artifact/package-facts';
import { AppRepository } from '../../persistence/apps/app-repository';
import { RefusedFileRepository } from '../../persistence/artifacts/refused-file-repository';
import type { ArtifactView } from './artifact-view';
import { PackageInspector } from './package-inspector';
import { RegisterArtifact } from './register-artifact';

export interface UploadArtifactCommand {
  appId: string;
  /** The package file as it arrives. */
  stream: Readable;
  actor: AccountActor;
}

/**
 * Takes a package in: hashed while it streams, inspected on disk by a thread of its own, its signature verified, held against the app, kept.
 * Whatever refuses it leaves neither a file nor a row. Not one transaction: an upload may take an hour, and no
 * connection waits for it.
 * @throws DomainError `app-not-found`, `file-too-large`, `upload-interrupted`, `artifact-known-bad`, a code of `APK_PROBLEMS`, and what
 *   `RegisterArtifact` throws.
 */
@Injectable()
export class UploadArtifact {
  constructor(
    private readonly apps: AppRepository,
    private readonly files: FileStore,
    private readonly inspector: PackageInspector,
    private readonly refused: RefusedFileRepository,
    private readonly registerArtifact: RegisterArtifact,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /** `created` is false when the same file had been uploaded before. */
  async execute(command: UploadArtifactCommand): Promise<{ artifact: ArtifactView; created: boolean }> {
    const { appId, stream, actor } = command;
    await this.apps.get(appId);
    const file = await this.files.receive(stream, this.options.artifactMaxBytes);
    try {
      if (await this.refused.has(file.sha256))
        throw new DomainError('invalid', 'artifact-known-bad', 'The store takes this very file from nobody.');
      const report = storable(await this.inspect(file.path));
      return await this.registerArtifact.execute({ appId, file, report, actor });
    } finally {
      // Forgetting what was kept does nothing.
      await this.files.discard(file);
    }
  }

  private async inspect(path: string): Promise<ApkReport> {
    try {
      return await this.inspector.inspect(path);
    } catch (error) {
      if (error instanceof ApkRejected)
        throw new DomainError('invalid', error.code, `${error.detail}.`, { cause: error });
      throw error;
    }
  }
}

/** JSON as the database takes it: a package may carry texts with NUL or half a surrogate pair, which it refuses. */
function storable(report: ApkReport): PackageFacts {
  return JSON.parse(JSON.stringify(report), (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ) as PackageFacts;
}
