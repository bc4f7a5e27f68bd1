import { Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { PRODUCTION } from '../../domain/delivery/track-name';
import type { App } from '../../persistence/apps/app.entity';
import { AppRepository } from '../../persistence/apps/app-repository';
import type { Release } from '../../persistence/releases/release.entity';
import { type ReleaseInContext, ReleaseRepository } from '../../persistence/releases/release-repository';
import { ItemRegistry } from '../item-registry';

/** Changes what people get of an app. Runs inside a use case that holds the app's lock. */
@Injectable()
export class Delivery {
  constructor(
    private readonly apps: AppRepository,
    private readonly releases: ReleaseRepository,
    private readonly items: ItemRegistry,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends an approved or a halted release out. To everybody, it supersedes what was out on its track; to a part, the
   * live release goes on serving the others.
   * @throws DomainError `release-version-not-higher`: devices never go back.
   */
  async start({ app, release, artifact }: ReleaseInContext): Promise<void> {
    const { track } = release;
    for (const out of [await this.releases.live(app.id, track), await this.releases.staged(app.id, track)])
      if (out !== null && out.artifact.versionCode >= artifact.versionCode)
        throw new DomainError(
          'conflict',
          'release-version-not-higher',
          `Version code ${out.artifact.versionCode} is ${out.release.status}; ${artifact.versionCode} cannot follow it.`,
        );
    if (release.liveAt === null) release.rolloutSalt = await this.saltFor(release);
    await this.supersede((await this.releases.staged(app.id, track))?.release);
    if (release.reachesAll) await this.goLive(app, release);
    else {
      release.become('staged');
      release.liveAt = this.clock.now();
      await this.releases.save(release);
    }
    await this.tellRegions(app, track);
  }

  /** Saves a staged release that now reaches more people, and makes it the live one once it reaches everybody. */
  async widen(app: App, release: Release): Promise<void> {
    if (release.reachesAll) await this.goLive(app, release);
    else await this.releases.save(release);
    await this.tellRegions(app, release.track);
  }

  /**
   * Takes a release out. A live one gives way to the newest before it that everybody had, if there is one.
   * @returns what those get who do not have it; null if nothing.
   */
  async halt({ app, release, artifact }: ReleaseInContext): Promise<Release | null> {
    const { track } = release;
    const wasLive = release.status === 'live';
    release.become('halted');
    await this.releases.save(release);
    const instead = wasLive
      ? await this.releases.newestSupersededBelow(app.id, track, artifact.versionCode)
      : await this.releases.live(app.id, track);
    if (wasLive && instead !== null) await this.goLive(app, instead.release);
    await this.tellRegions(app, track);
    return instead?.release ?? null;
  }

  private async goLive(app: App, release: Release): Promise<void> {
    await this.supersede((await this.releases.live(app.id, release.track))?.release);
    const now = this.clock.now();
    release.become('live');
    release.liveAt = now;
    await this.releases.save(release);
    if (app.firstLiveAt === null && release.track === PRODUCTION) {
      app.firstLiveAt = now;
      await this.apps.save(app);
    }
  }

  private async supersede(release: Release | undefined): Promise<void> {
    if (release === undefined) return;
    release.become('superseded');
    await this.releases.save(release);
  }

  /**
   * A release that repairs an unfinished one (staged, or halted on its way) goes first to those who have that one: it
   * takes its salt over. Otherwise each release draws its first people anew, so that they are not always the same.
   */
  private async saltFor(release: Release): Promise<string> {
    const before = await this.releases.newestOut(release.appId, release.track);
    return before !== null && before.release.status !== 'live' ? before.release.rolloutSalt : release.id;
  }

  private async tellRegions(app: App, track: string): Promise<void> {
    if (track === PRODUCTION) await this.items.put(app);
  }
}
