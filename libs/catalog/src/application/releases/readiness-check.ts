import { Injectable } from '@nestjs/common';
import { PRODUCTION } from '../../domain/delivery/track-name';
import { checkReady, type Obstacle, obstaclesOf, type ReleaseToSubmit } from '../../domain/release/readiness';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { Strikes } from '../strikes/strikes';
import { type ReleaseInContext, ReleaseRepository } from '../../persistence/releases/release-repository';

/** Holds a release against its app's page and against what is out on its track. */
@Injectable()
export class ReadinessCheck {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly listings: ListingRepository,
    private readonly strikes: Strikes,
  ) {}

  async obstacles(found: ReleaseInContext): Promise<Obstacle[]> {
    return obstaclesOf(await this.subject(found));
  }

  /** @throws DomainError with the code of the first obstacle. */
  async assert(found: ReleaseInContext): Promise<void> {
    checkReady(await this.subject(found));
  }

  /**
   * The same for a release that was submitted before. That its live companion was halted meanwhile stops nobody: the
   * release that repairs it may be this one. Nor do strikes: they stop what is submitted after them.
   * @throws DomainError with the code of the first obstacle.
   */
  async assertStill(found: ReleaseInContext): Promise<void> {
    checkReady({ ...(await this.subject(found)), leavesOthersWithout: false, strikes: 0 });
  }

  private async subject({ app, release, artifact }: ReleaseInContext): Promise<ReleaseToSubmit> {
    const live = await this.releases.live(app.id, release.track);
    const staged = await this.releases.staged(app.id, release.track);
    const out = [live, staged].flatMap((one) => (one === null ? [] : [one.artifact.versionCode]));
    return {
      defaultLocale: app.defaultLocale,
      locales: await this.listings.localesOf(app.id),
      versionCode: artifact.versionCode,
      liveVersionCode: out.length === 0 ? null : Math.max(...out),
      leavesOthersWithout: release.track === PRODUCTION && !release.reachesAll && live === null,
      findings: release.findings,
      strikes: await this.strikes.countActive(app.publisherId),
    };
  }
}
