import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from './delivery';

/**
 * Stops delivering a live or staged release, at once. Those who have it keep it. Everybody else gets the live release of
 * the track, or, when that is the one halted, the newest before it that everybody had; without one the app leaves the
 * storefront until a release is live again.
 * @throws DomainError `release-not-found`, `release-changed`, `release-status-conflict`.
 */
@Injectable()
export class HaltRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: {
    releaseId: string;
    reason: string;
    expectedVersion?: number | undefined;
    actor: AccountActor;
  }): Promise<void> {
    const found = await this.releases.lock(command.releaseId, command.expectedVersion);
    const { app, release, artifact } = found;
    const before = { status: release.status };
    const instead = await this.delivery.halt(found);
    await this.audit.record({
      actor: command.actor,
      action: 'release.halt',
      subject: { type: 'release', id: release.id },
      before,
      after: {
        status: release.status,
        appId: app.id,
        versionCode: artifact.versionCode,
        sharePercent: release.share / 10,
        deliveredInstead: instead?.id ?? null,
      },
      reason: command.reason,
    });
  }
}
