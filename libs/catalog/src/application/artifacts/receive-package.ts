import { Inject, Injectable } from '@nestjs/common';
import { DomainError, FileStore, type IncomingFile } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { ApkRejected, type ApkReport } from '../../apk';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import type { PackageFacts } from '../../domain/artifact/package-facts';
import { RefusedFileRepository } from '../../persistence/artifacts/refused-file-repository';
import { PackageInspector } from './package-inspector';

export interface ReceivedPackage {
  file: IncomingFile;
  report: PackageFacts;
}

/** Receives a package: hashed while it streams, inspected on disk by a thread of its own, its signature verified. */
@Injectable()
export class ReceivePackage {
  constructor(
    private readonly files: FileStore,
    private readonly inspector: PackageInspector,
    private readonly refused: RefusedFileRepository,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /**
   * @param use gets the package; what it does not keep is forgotten.
   * @throws DomainError `file-too-large`, `upload-interrupted`, `artifact-known-bad`, a code of `APK_PROBLEMS`, and what `use` throws.
   */
  async execute<T>(stream: Readable, use: (received: ReceivedPackage) => Promise<T>): Promise<T> {
    const file = await this.files.receive(stream, this.options.artifactMaxBytes);
    try {
      if (await this.refused.has(file.sha256))
        throw new DomainError('invalid', 'artifact-known-bad', 'The store takes this very file from nobody.');
      const report = storable(await this.inspect(file.path));
      return await use({ file, report });
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
