import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from './delivery';

/**
 * Stops delivering the live release, at once. Those who have it keep it and own it. Everybody else gets the newest
 * release that it had superseded; without one the app leaves the storefront until a release is live again.
 * @throws DomainError `release-not-found`, `release-status-conflict`.
 */
@Injectable()
export class HaltRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: { releaseId: string; reason: string; actor: AccountActor }): Promise<void> {
    const { app, release, artifact } = await this.releases.lock(command.releaseId);
    const fallback = await this.delivery.halt(app, release, artifact);
    await this.audit.record({
      actor: command.actor,
      action: 'release.halt',
      subject: { type: 'release', id: release.id },
      after: { appId: app.id, versionCode: artifact.versionCode, deliveredInstead: fallback?.id ?? null },
      reason: command.reason,
    });
  }
}
