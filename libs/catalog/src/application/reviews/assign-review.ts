import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Reviewers } from '../review-ports';
import { ImpartialReviewer } from './impartial-reviewer';
import { checkMayPassOn } from './review-in-hand';

/**
 * Hands a release in the queue to a certain reviewer. What another reviewer has, only they and administrators hand on.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`, `not-a-reviewer`,
 *   `review-own-app`, `review-own-rejection`.
 */
@Injectable()
export class AssignReview {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly impartial: ImpartialReviewer,
    private readonly reviewers: Reviewers,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; reviewerId: string; actor: AccountActor }): Promise<void> {
    const { reviewerId, actor } = command;
    const found = await this.releases.lock(command.releaseId);
    const { app, release } = found;
    if (release.status === 'in-review') checkMayPassOn(release, actor);
    else if (release.status !== 'submitted') throw statusConflict(release.status, 'assigned');
    if (!(await this.reviewers.mayReview(reviewerId)))
      throw new DomainError('invalid', 'not-a-reviewer', 'This account does not review releases.', {
        errors: [{ pointer: '/reviewerId', code: 'not-a-reviewer', detail: 'It has no such role.' }],
      });
    await this.impartial.checkOutside(app.publisherId, actor.accountId);
    await this.impartial.check(found, reviewerId);
    const before = release.reviewerId;
    if (release.status === 'submitted') release.become('in-review');
    release.reviewerId = reviewerId;
    release.takenAt = this.clock.now();
    await this.releases.save(release);
    await this.audit.record({
      actor,
      action: 'release.assign-review',
      subject: { type: 'release', id: release.id },
      before: { reviewerId: before },
      after: { reviewerId },
    });
  }
}
