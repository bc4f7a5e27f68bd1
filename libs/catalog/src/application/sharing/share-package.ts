import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  FileStore,
  Ids,
  notFound,
  Transactional,
} from '@portolan/platform';
import type { Readable } from 'node:stream';
import { checkPackageName, versionCodeOf } from '../../domain/artifact/artifact-rules';
import { signerOf } from '../../domain/artifact/package-facts';
import { AppRepository } from '../../persistence/apps/app-repository';
import {
  type SharedPackage,
  SharedPackageRepository,
} from '../../persistence/artifacts/shared-package-repository';
import { type ReceivedPackage, ReceivePackage } from '../artifacts/receive-package';

export interface SharePackageCommand {
  appId: string;
  /** The package file as it arrives. */
  stream: Readable;
  actor: AccountActor;
}

/** How long a link works. */
const LIFETIME_MS = 60 * 86_400_000;
/** Links of an app that work at one time. */
const SHARED_PER_APP = 100;

/**
 * Shares a package by a link with the team of its app and its named testers, for 60 days and without a release. It is inspected
 * like every other, and has to be of this app. Its version code may be any, it may be debuggable, and whoever likes may have signed it:
 * if it had to be the app's own key, that key would sign debuggable packages, which replace the app on a phone and open its data.
 * Each upload has a link of its own, also of the same file.
 * @throws DomainError `app-not-found`, `artifact-package-mismatch`, `artifact-version-code-too-high`, `too-many-shared-packages`, and what
 *   `ReceivePackage` throws.
 */
@Injectable()
export class SharePackage {
  constructor(
    private readonly apps: AppRepository,
    private readonly receivePackage: ReceivePackage,
    private readonly shared: SharedPackageRepository,
    private readonly files: FileStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Before a byte is taken. @throws DomainError `too-many-shared-packages`. */
  async check(appId: string): Promise<void> {
    if ((await this.shared.countLive(appId, this.clock.now())) >= SHARED_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-shared-packages',
        `An app has at most ${SHARED_PER_APP} shared packages: withdraw one, or wait until one expires.`,
      );
  }

  async execute({ appId, stream, actor }: SharePackageCommand): Promise<SharedPackage> {
    const { publisherId } = await this.apps.get(appId);
    return this.receivePackage.execute(stream, (received) =>
      this.keep({ appId, publisherId }, received, actor),
    );
  }

  /** Under the app's lock, so that two uploads count each other. */
  @Transactional()
  private async keep(
    { appId, publisherId }: { appId: string; publisherId: string },
    { file, report }: ReceivedPackage,
    actor: AccountActor,
  ): Promise<SharedPackage> {
    const app = await this.apps.lock(appId);
    // It went to another publisher while the bytes came.
    if (app.publisherId !== publisherId) throw notFound('app');
    checkPackageName(report, app.packageName);
    await this.check(appId);
    const now = this.clock.now();
    const id = this.ids.next();
    const made: SharedPackage = {
      id,
      appId,
      secret: this.ids.secret(),
      versionCode: versionCodeOf(report),
      versionName: report.versionName,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      fileKey: `shared/${id}`,
      signer: signerOf(report),
      debuggable: report.debuggable,
      sharedBy: actor.accountId,
      sharedAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
    };
    // Everything that can refuse has been asked: from here only a lost database leaves a file without a row.
    await this.files.keepAs(file, made.fileKey);
    await this.shared.insert(made);
    const { sha256, versionCode, signer } = made;
    await this.audit.record({
      actor,
      action: 'artifact.share',
      subject: { type: 'app', id: appId },
      after: { sharedPackageId: id, sha256, versionCode, signer },
    });
    return made;
  }
}
