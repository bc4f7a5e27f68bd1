import { Injectable } from '@nestjs/common';
import { type AccountActor, Clock, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { RejectionRepository } from '../../persistence/reviews/rejection-repository';
import { AppHolders } from '../review-ports';
import type { AppealView } from './appeal-view';
import { FileAppeal } from './file-appeal';

/**
 * A publisher says that a release should not have been rejected, once for each rejection. It stands in the queue of
 * reviewers until it is decided.
 * @throws DomainError `release-not-found`, `release-status-conflict`, `appeal-exists`, `appeal-too-late`.
 */
@Injectable()
export class AppealRejection {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly rejections: RejectionRepository,
    private readonly holders: AppHolders,
    private readonly appeals: FileAppeal,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; message: string; actor: AccountActor }): Promise<AppealView> {
    const { message, actor } = command;
    const { app, release } = await this.releases.lock(command.releaseId);
    const rejection = await this.rejections.lastOf(release.id);
    if (release.status !== 'rejected' || rejection === null) throw statusConflict(release.status, 'appealed');
    const { publisherId } = app;
    const against = { rejectionId: rejection.id, strikeId: null, decisionBy: rejection.rejectedBy };
    const { appealFrom } = rejection;
    const appeal = await this.appeals.file(app, { ...against, publisherId, message, appealFrom }, actor);
    release.enterQueue('appeal', await this.holders.count(app.id), this.clock.now());
    await this.releases.save(release);
    return appeal;
  }
}
