import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from '../releases/delivery';

/**
 * Lets a staged release reach more of its track. With everybody it is live, and supersedes the one before it.
 * @throws DomainError `release-not-found`, `release-changed`, `release-status-conflict`, `rollout-share-invalid`,
 *   `rollout-share-not-higher`.
 */
@Injectable()
export class RaiseRollout {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  /** @param command.share thousandths, 1..1000 */
  @Transactional()
  async execute(command: {
    releaseId: string;
    share: number;
    expectedVersion?: number | undefined;
    actor: AccountActor;
  }): Promise<void> {
    const { app, release } = await this.releases.lock(command.releaseId, command.expectedVersion);
    if (release.status !== 'staged') throw statusConflict(release.status, 'rolled out further');
    const before = { sharePercent: release.share / 10, status: release.status };
    release.raiseShare(command.share);
    await this.delivery.widen(app, release);
    await this.audit.record({
      actor: command.actor,
      action: 'release.rollout',
      subject: { type: 'release', id: release.id },
      before,
      after: { appId: app.id, sharePercent: release.share / 10, status: release.status },
    });
  }
}
