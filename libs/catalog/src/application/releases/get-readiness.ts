import { Injectable } from '@nestjs/common';
import { listingObstacles, type Obstacle } from '../../domain/release/readiness';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ReleaseRepository } from '../../persistence/releases/release-repository';
import { ReadinessCheck } from './readiness-check';

/** What is missing before the newest draft can be submitted; `ready` when nothing is. */
export interface Readiness {
  ready: boolean;
  /** The draft that was looked at; null while there is none. */
  releaseId: string | null;
  missing: Obstacle[];
}

/** What a publisher still has to do. @throws DomainError `app-not-found`. */
@Injectable()
export class GetReadiness {
  constructor(
    private readonly apps: AppRepository,
    private readonly listings: ListingRepository,
    private readonly artifacts: ArtifactRepository,
    private readonly releases: ReleaseRepository,
    private readonly check: ReadinessCheck,
  ) {}

  async execute(appId: string): Promise<Readiness> {
    const app = await this.apps.get(appId);
    const draft = await this.releases.newestDraft(appId);
    const missing =
      draft === null
        ? [
            ...listingObstacles(app.defaultLocale, await this.listings.localesOf(appId)),
            ...(await this.packageObstacles(appId)),
          ]
        : await this.check.obstacles({ app, ...draft });
    return { ready: missing.length === 0, releaseId: draft?.release.id ?? null, missing };
  }

  private async packageObstacles(appId: string): Promise<Obstacle[]> {
    const { count } = await this.artifacts.extentOf(appId);
    const draft: Obstacle = { code: 'draft-release-missing', detail: 'No release has been drafted.' };
    return count > 0
      ? [draft]
      : [{ code: 'artifact-missing', detail: 'No package has been uploaded.' }, draft];
  }
}
