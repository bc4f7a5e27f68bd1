import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Transactional } from '@portolan/platform';
import { checkReady } from '../../domain/release/readiness';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from '../releases/delivery';
import { checkReviewInHand } from './review-in-hand';

/**
 * The reviewer lets a release out, and it is live with the same commit: the storefront, the decisions and what is
 * delivered change together.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`, `listing-missing`,
 *   `release-version-not-higher`, `release-has-blocking-findings`.
 */
@Injectable()
export class ApproveRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly listings: ListingRepository,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    releaseId: string;
    message?: string | undefined;
    actor: AccountActor;
  }): Promise<void> {
    const { actor } = command;
    const { app, release, artifact } = await this.releases.lock(command.releaseId);
    checkReviewInHand(release, actor, 'approved');
    checkReady({
      defaultLocale: app.defaultLocale,
      locales: await this.listings.localesOf(app.id),
      versionCode: artifact.versionCode,
      liveVersionCode: (await this.releases.live(app.id))?.artifact.versionCode ?? null,
      findings: release.findings,
    });
    release.become('approved');
    release.decidedAt = this.clock.now();
    release.decisionMessage = command.message ?? null;
    await this.releases.save(release);
    await this.delivery.start(app, release, artifact);
    await this.audit.record({
      actor,
      action: 'release.approve',
      subject: { type: 'release', id: release.id },
      before: { status: 'in-review' },
      after: { status: release.status, appId: app.id, versionCode: artifact.versionCode },
      reason: command.message ?? null,
    });
  }
}
