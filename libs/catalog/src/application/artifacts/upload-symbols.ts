import { Inject, Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  FileStore,
  type IncomingFile,
  Transactional,
} from '@portolan/platform';
import type { Readable } from 'node:stream';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { SymbolsRepository, type SymbolType } from '../../persistence/artifacts/symbols-repository';

export interface UploadSymbolsCommand {
  appId: string;
  versionCode: number;
  type: SymbolType;
  stream: Readable;
  actor: AccountActor;
}

/**
 * Keeps the symbols of a package: what its obfuscated or native code is called in its source.
 * @throws DomainError `version-code-unknown` (not-found), `file-too-large`, `upload-interrupted`.
 */
@Injectable()
export class UploadSymbols {
  constructor(
    private readonly artifacts: ArtifactRepository,
    private readonly symbols: SymbolsRepository,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  async execute({ appId, versionCode, type, stream, actor }: UploadSymbolsCommand): Promise<void> {
    const artifactId = (await this.artifacts.idsByVersionCode(appId, [versionCode])).get(versionCode);
    if (artifactId === undefined)
      throw new DomainError(
        'not-found',
        'version-code-unknown',
        `No package with version code ${versionCode}.`,
      );
    const file = await this.files.receive(stream, this.options.artifactMaxBytes);
    try {
      await this.keep(artifactId, type, file, actor);
    } finally {
      await this.files.discard(file);
    }
  }

  @Transactional()
  private async keep(
    artifactId: string,
    type: SymbolType,
    file: IncomingFile,
    actor: AccountActor,
  ): Promise<void> {
    const { sha256, sizeBytes } = file;
    const fileKey = await this.files.keep(file);
    await this.symbols.put({ artifactId, type, sha256, sizeBytes, fileKey, uploadedAt: this.clock.now() });
    await this.audit.record({
      actor,
      action: 'artifact.symbols',
      subject: { type: 'artifact', id: artifactId },
      after: { type, sha256, sizeBytes },
    });
  }
}
