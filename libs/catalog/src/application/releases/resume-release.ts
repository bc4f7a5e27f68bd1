import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from './delivery';

/**
 * Delivers a halted release again.
 * @throws DomainError `release-not-found`, `release-status-conflict`; `release-version-not-higher` when a newer one
 *   went live meanwhile, because devices never go back.
 */
@Injectable()
export class ResumeRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; actor: AccountActor }): Promise<void> {
    const { app, release, artifact } = await this.releases.lock(command.releaseId);
    // `superseded` may also become live, but only as the fallback of a halt.
    if (release.status !== 'halted') throw statusConflict(release.status, 'resumed');
    const live = await this.releases.live(app.id);
    if (live !== null && live.artifact.versionCode >= artifact.versionCode) {
      throw new DomainError(
        'conflict',
        'release-version-not-higher',
        `Version code ${live.artifact.versionCode} is live; ${artifact.versionCode} cannot follow it.`,
      );
    }
    await this.delivery.start(app, release, artifact);
    await this.audit.record({
      actor: command.actor,
      action: 'release.resume',
      subject: { type: 'release', id: release.id },
      after: { appId: app.id, versionCode: artifact.versionCode },
    });
  }
}
