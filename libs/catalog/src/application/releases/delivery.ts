import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import type { App } from '../../persistence/apps/app.entity';
import { AppRepository } from '../../persistence/apps/app-repository';
import type { Artifact } from '../../persistence/artifacts/artifact.entity';
import type { Release } from '../../persistence/releases/release.entity';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
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

  /** Makes this release the live one; what was live before is superseded. */
  async start(app: App, release: Release, artifact: Artifact): Promise<void> {
    const previous = await this.releases.live(app.id);
    if (previous !== null) {
      previous.release.become('superseded');
      await this.releases.save(previous.release);
    }
    await this.goLive(app, release, artifact);
  }

  /** Takes the live release out; the newest one before it is delivered again, if there is one. */
  async halt(app: App, release: Release, artifact: Artifact): Promise<Release | null> {
    release.become('halted');
    await this.releases.save(release);
    const fallback = await this.releases.newestSupersededBelow(app.id, artifact.versionCode);
    if (fallback === null) await this.items.put(app, null);
    else await this.goLive(app, fallback.release, fallback.artifact);
    return fallback?.release ?? null;
  }

  private async goLive(app: App, release: Release, artifact: Artifact): Promise<void> {
    const now = this.clock.now();
    release.become('live');
    release.liveAt = now;
    await this.releases.save(release);
    if (app.firstLiveAt === null) {
      app.firstLiveAt = now;
      await this.apps.save(app);
    }
    await this.items.put(app, artifact);
  }
}
