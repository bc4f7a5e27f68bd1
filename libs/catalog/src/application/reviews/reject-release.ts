import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Transactional } from '@portolan/platform';
import type { RejectionPolicy } from '../../domain/release/rejection-policies';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { checkReviewInHand } from './review-in-hand';

export interface RejectReleaseCommand {
  releaseId: string;
  /** The rule of the store that the release breaks. */
  policy: RejectionPolicy;
  /** What the publisher has to change. */
  message: string;
  actor: AccountActor;
}

/**
 * The reviewer refuses a release, for good: the publisher drafts another one.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`.
 */
@Injectable()
export class RejectRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: RejectReleaseCommand): Promise<void> {
    const { policy, message, actor } = command;
    const { app, release } = await this.releases.lock(command.releaseId);
    checkReviewInHand(release, actor, 'rejected');
    release.become('rejected');
    release.decidedAt = this.clock.now();
    release.decisionPolicy = policy;
    release.decisionMessage = message;
    await this.releases.save(release);
    await this.audit.record({
      actor,
      action: 'release.reject',
      subject: { type: 'release', id: release.id },
      before: { status: 'in-review' },
      after: { status: 'rejected', appId: app.id, policy },
      reason: message,
    });
  }
}
