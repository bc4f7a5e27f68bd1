import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { checkMayPassOn } from './review-in-hand';

/**
 * A reviewer puts a release back into the queue, where it stands as it stood before.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `review-taken`.
 */
@Injectable()
export class GiveBackReview {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; actor: AccountActor }): Promise<void> {
    const { actor } = command;
    const { release } = await this.releases.lock(command.releaseId);
    if (release.status !== 'in-review') throw statusConflict(release.status, 'given back');
    checkMayPassOn(release, actor);
    const before = release.reviewerId;
    release.become('submitted');
    release.reviewerId = null;
    release.takenAt = null;
    await this.releases.save(release);
    await this.audit.record({
      actor,
      action: 'release.give-back-review',
      subject: { type: 'release', id: release.id },
      before: { reviewerId: before },
      after: { reviewerId: null },
    });
  }
}
