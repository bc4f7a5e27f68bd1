import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { checkWidens, type CountryTargeting } from '../../domain/delivery/country-targeting';
import { type ReleaseStatus, statusConflict } from '../../domain/release/release-status';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { Delivery } from '../releases/delivery';
import { KnownMarkets } from './known-markets';

const NOT_OUT: readonly ReleaseStatus[] = ['draft', 'submitted', 'in-review', 'approved'];

/**
 * Says which markets a release goes to, within those that its app is offered in. Freely before it is out; a staged one
 * only reaches further markets.
 * @throws DomainError `release-not-found`, `release-changed`, `release-status-conflict`, `market-unknown`,
 *   `targeting-only-widens`.
 */
@Injectable()
export class TargetRelease {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly markets: KnownMarkets,
    private readonly delivery: Delivery,
    private readonly audit: AuditLog,
  ) {}

  /** @param command.targeting null: every market. */
  @Transactional()
  async execute(command: {
    releaseId: string;
    targeting: CountryTargeting | null;
    expectedVersion?: number | undefined;
    actor: AccountActor;
  }): Promise<void> {
    const { targeting } = command;
    const { app, release } = await this.releases.lock(command.releaseId, command.expectedVersion);
    const isOut = release.status === 'staged';
    if (!isOut && !NOT_OUT.includes(release.status)) throw statusConflict(release.status, 'targeted');
    if (targeting !== null) await this.markets.check(targeting.countries);
    const before = { targeting: release.targeting, status: release.status };
    if (isOut) checkWidens(release.targeting, targeting);
    release.targeting = targeting;
    if (isOut) await this.delivery.widen(app, release);
    else await this.releases.save(release);
    await this.audit.record({
      actor: command.actor,
      action: 'release.target',
      subject: { type: 'release', id: release.id },
      before,
      after: { appId: app.id, targeting, status: release.status },
    });
  }
}
