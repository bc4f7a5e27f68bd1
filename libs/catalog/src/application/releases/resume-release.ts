import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from './delivery';

/**
 * Delivers a halted release again, to the share and the markets that it had reached.
 * @throws DomainError `release-not-found`, `release-changed`, `release-status-conflict`; `release-version-not-higher`
 *   when a newer one went out meanwhile, because devices never go back.
 */
@Injectable()
export class ResumeRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: {
    releaseId: string;
    expectedVersion?: number | undefined;
    actor: AccountActor;
  }): Promise<void> {
    const found = await this.releases.lock(command.releaseId, command.expectedVersion);
    const { app, release, artifact } = found;
    // `superseded` may also become live, but only as the fallback of a halt.
    if (release.status !== 'halted') throw statusConflict(release.status, 'resumed');
    await this.delivery.start(found);
    await this.audit.record({
      actor: command.actor,
      action: 'release.resume',
      subject: { type: 'release', id: release.id },
      before: { status: 'halted' },
      after: { status: release.status, appId: app.id, versionCode: artifact.versionCode },
    });
  }
}
