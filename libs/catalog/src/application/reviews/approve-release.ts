import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Transactional } from '@portolan/platform';
import { approvedMail } from '../../domain/review/review-mails';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from '../releases/delivery';
import { ReadinessCheck } from '../releases/readiness-check';
import { PublisherMail } from '../review-ports';
import { ImpartialReviewer } from './impartial-reviewer';
import { KeepReviewedContent } from './keep-reviewed-content';
import { checkReviewInHand } from './review-in-hand';

/**
 * The reviewer lets a release out, and it is live (or staged) with the same commit: the storefront, the decisions and
 * what is delivered change together. One whose publisher manages the publishing waits for their word instead.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`, `review-own-app`,
 *   `review-own-rejection`, `review-content-changed`, `listing-missing`, `release-version-not-higher`,
 *   `release-has-blocking-findings`.
 */
@Injectable()
export class ApproveRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly readiness: ReadinessCheck,
    private readonly delivery: Delivery,
    private readonly impartial: ImpartialReviewer,
    private readonly content: KeepReviewedContent,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    releaseId: string;
    /** Of what the reviewer read, as `GetReview` says it. */
    contentHash: string;
    message?: string | undefined;
    actor: AccountActor;
  }): Promise<void> {
    const { actor } = command;
    const found = await this.releases.lock(command.releaseId);
    const { app, release, artifact } = found;
    checkReviewInHand(release, actor, 'approved');
    // They may have come to the publisher since they took it.
    await this.impartial.check(found, actor.accountId);
    const content = await this.content.readUnchanged(found, command.contentHash);
    await this.readiness.assertStill(found);
    release.become('approved');
    release.leaveQueue();
    release.decidedAt = this.clock.now();
    release.decisionMessage = command.message ?? null;
    await this.content.keep(release.id, content, release.decidedAt);
    await this.releases.save(release);
    if (!release.managed) await this.delivery.start(found);
    await this.mail.write(app.publisherId, approvedMail(found, release.status, release.decisionMessage));
    await this.audit.record({
      actor,
      action: 'release.approve',
      subject: { type: 'release', id: release.id },
      before: { status: 'in-review' },
      after: {
        status: release.status,
        appId: app.id,
        versionCode: artifact.versionCode,
        contentHash: command.contentHash,
      },
      reason: command.message ?? null,
    });
  }
}
