import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, JobQueue, notFound, Transactional } from '@portolan/platform';
import { HandOverProducts } from '@portolan/regions';
import { AppRepository } from '../../persistence/apps/app-repository';
import { SharedPackageRepository } from '../../persistence/artifacts/shared-package-repository';
import { UploadSessionRepository } from '../../persistence/artifacts/upload-session-repository';
import { TrackRepository } from '../../persistence/tracks/track-repository';
import { TransferRepository } from '../../persistence/transfers/transfer-repository';
import { type AppView, viewApp } from '../apps/app-view';
import { ItemRegistry } from '../item-registry';
import { FORGET_SHARED_PACKAGES } from '../sharing/forget-shared-packages';
import { FORGET_UPLOAD_SESSIONS } from '../uploads/forget-upload-sessions';

/**
 * Takes over an app. Its certificate, packages, listings, in-app products, prices and buyers stay. Where it is offered does not: that was the
 * former publisher's word, and the new one selects its territories. Its tracks leave the former publisher's groups of testers. What the
 * former publisher's team and tools have under way ends: packages that they share by link, and uploads in pieces.
 */
@Injectable()
export class AcceptTransfer {
  constructor(
    private readonly apps: AppRepository,
    private readonly transfers: TransferRepository,
    private readonly tracks: TrackRepository,
    private readonly shared: SharedPackageRepository,
    private readonly uploads: UploadSessionRepository,
    private readonly items: ItemRegistry,
    private readonly handOverProducts: HandOverProducts,
    private readonly jobs: JobQueue,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `transfer-not-found` (404): unknown, to somebody else, expired, withdrawn or accepted before. */
  @Transactional()
  async execute(command: { actor: AccountActor; publisherId: string; transferId: string }): Promise<AppView> {
    const { actor, publisherId, transferId } = command;
    const now = this.clock.now();
    const transfer = await this.transfers.find(transferId, publisherId, now);
    if (transfer === null) throw notFound('transfer', transferId);
    const app = await this.apps.lock(transfer.appId);
    // The lock orders whoever accepts, withdraws or offers at the same time.
    const accepted =
      app.publisherId === transfer.fromPublisherId &&
      (await this.transfers.accept(transferId, actor.accountId, now));
    if (!accepted) throw notFound('transfer', transferId);
    app.publisherId = publisherId;
    await this.apps.save(app);
    await this.tracks.leaveGroups(app.id);
    const unshared = await this.endUnderWay(app.id, now);
    await this.handOverProducts.execute({ appId: app.id, publisherId, actor });
    await this.items.put(app);
    await this.audit.record({
      actor,
      action: 'app.transfer',
      subject: { type: 'app', id: app.id },
      before: { publisherId: transfer.fromPublisherId },
      after: { publisherId, transferId, unshared },
    });
    return viewApp(app);
  }

  /** @returns how many packages were shared. */
  private async endUnderWay(appId: string, now: Date): Promise<number> {
    await this.uploads.expireAll(appId, now);
    await this.jobs.add(FORGET_UPLOAD_SESSIONS, {}, { key: FORGET_UPLOAD_SESSIONS });
    const unshared = await this.shared.expireAll(appId, now);
    await this.jobs.add(FORGET_SHARED_PACKAGES, {}, { key: FORGET_SHARED_PACKAGES });
    return unshared;
  }
}
