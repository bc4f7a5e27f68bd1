import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from '../releases/delivery';
import { ReadinessCheck } from '../releases/readiness-check';

/**
 * The publisher's word for a release that was approved and waits for it.
 * @throws DomainError `release-not-found`, `release-changed`, `release-status-conflict`, `listing-missing`,
 *   `release-version-not-higher`.
 */
@Injectable()
export class PublishRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly readiness: ReadinessCheck,
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
    if (release.status !== 'approved') throw statusConflict(release.status, 'published');
    await this.readiness.assertStill(found);
    await this.delivery.start(found);
    await this.audit.record({
      actor: command.actor,
      action: 'release.publish',
      subject: { type: 'release', id: release.id },
      before: { status: 'approved' },
      after: {
        status: release.status,
        appId: app.id,
        track: release.track,
        versionCode: artifact.versionCode,
        sharePercent: release.share / 10,
      },
    });
  }
}
