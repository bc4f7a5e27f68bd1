import { Injectable } from '@nestjs/common';
import type { AccountActor } from '@portolan/platform';
import type { Readable } from 'node:stream';
import { AppRepository } from '../../persistence/apps/app-repository';
import type { ArtifactView } from './artifact-view';
import { ReceivePackage } from './receive-package';
import { RegisterArtifact } from './register-artifact';

export interface UploadArtifactCommand {
  appId: string;
  /** The edit that it is uploaded in; left out: none. */
  editId?: string;
  /** The package file as it arrives. */
  stream: Readable;
  actor: AccountActor;
}

/**
 * Takes a package in: received and inspected, held against the app, kept.
 * Whatever refuses it leaves neither a file nor a row. Not one transaction: an upload may take an hour, and no
 * connection waits for it.
 * @throws DomainError `app-not-found`, what `ReceivePackage` throws, and what `RegisterArtifact` throws.
 */
@Injectable()
export class UploadArtifact {
  constructor(
    private readonly apps: AppRepository,
    private readonly receivePackage: ReceivePackage,
    private readonly registerArtifact: RegisterArtifact,
  ) {}

  /** `created` is false when the same file had been uploaded before. */
  async execute(command: UploadArtifactCommand): Promise<{ artifact: ArtifactView; created: boolean }> {
    const { appId, editId, stream, actor } = command;
    const { publisherId } = await this.apps.get(appId);
    return this.receivePackage.execute(stream, (received) =>
      this.registerArtifact.execute({ appId, publisherId, editId, ...received, actor }),
    );
  }
}
