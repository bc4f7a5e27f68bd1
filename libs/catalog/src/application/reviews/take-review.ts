import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { isIdle } from '../../domain/review/review-priority';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { ImpartialReviewer } from './impartial-reviewer';

/**
 * A reviewer takes a submitted release, so that no second one works on it. Taking what one has already is no error.
 * What its reviewer has not decided for a day is free for everybody; an administrator need not wait.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`, `review-own-app`,
 *   `review-own-rejection`.
 */
@Injectable()
export class TakeReview {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly impartial: ImpartialReviewer,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; actor: AccountActor }): Promise<void> {
    const { actor } = command;
    const found = await this.releases.lock(command.releaseId);
    const { release } = found;
    const now = this.clock.now();
    const idle = release.takenAt !== null && isIdle(release.takenAt, now);
    const before = release.reviewerId;
    if (before === actor.accountId && release.status === 'in-review' && !idle) return;
    if (release.status !== 'in-review') release.become('in-review');
    else if (!idle && !actor.staffRoles.includes('admin'))
      throw new DomainError('conflict', 'review-taken', 'Another reviewer has taken this release.');
    await this.impartial.check(found, actor.accountId);
    release.reviewerId = actor.accountId;
    release.takenAt = now;
    await this.releases.save(release);
    await this.audit.record({
      actor,
      action: 'release.take-review',
      subject: { type: 'release', id: release.id },
      before: { reviewerId: before },
      after: { reviewerId: actor.accountId },
    });
  }
}
