import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { priorityOfRank, rankOf } from '../../domain/review/review-priority';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { ImpartialReviewer } from './impartial-reviewer';

/**
 * Puts a release to the front of the queue, with a reason that stands beside it.
 * @throws DomainError `release-not-found`, `release-status-conflict` when it is not in the queue, `review-own-app`.
 */
@Injectable()
export class RaiseReview {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly impartial: ImpartialReviewer,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; reason: string; actor: AccountActor }): Promise<void> {
    const { reason, actor } = command;
    const { app, release } = await this.releases.lock(command.releaseId);
    if (release.reviewRank === null) throw statusConflict(release.status, 'put first in the queue');
    await this.impartial.checkOutside(app.publisherId, actor.accountId);
    const before = { priority: priorityOfRank(release.reviewRank), reason: release.raiseReason };
    release.reviewRank = rankOf('raised');
    release.raiseReason = reason;
    await this.releases.save(release);
    await this.audit.record({
      actor,
      action: 'release.raise-review',
      subject: { type: 'release', id: release.id },
      before,
      after: { priority: 'raised' },
      reason,
    });
  }
}
