import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { ReleaseRepository } from '../../persistence/releases/release-repository';

/**
 * A reviewer takes a submitted release, so that no second one works on it. Taking what one has already is no error.
 * An administrator may take over from a reviewer who does not come back.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`.
 */
@Injectable()
export class TakeReview {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; actor: AccountActor }): Promise<void> {
    const { actor } = command;
    const { release } = await this.releases.lock(command.releaseId);
    const before = release.reviewerId;
    if (before === actor.accountId && release.status === 'in-review') return;
    if (release.status !== 'in-review') release.become('in-review');
    else if (!actor.staffRoles.includes('admin'))
      throw new DomainError('conflict', 'review-taken', 'Another reviewer has taken this release.');
    release.reviewerId = actor.accountId;
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
