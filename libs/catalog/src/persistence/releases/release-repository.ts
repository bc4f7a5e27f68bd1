import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, notFound, withConstraints } from '@portolan/platform';
import type { ReleaseStatus } from '../../domain/release/release-status';
import { App } from '../apps/app.entity';
import { Artifact } from '../artifacts/artifact.entity';
import { Release } from './release.entity';

/** A release with what every decision about it needs. */
export interface ReleaseInContext {
  app: App;
  release: Release;
  artifact: Artifact;
}

/** Loads and saves releases. Whoever changes one holds its app's lock. */
@Injectable()
export class ReleaseRepository extends BaseRepository {
  /**
   * Locks the app of a release and then reads the release, so that two people who decide at once do it one after
   * the other and the second sees what the first did.
   * @throws DomainError `release-not-found`.
   */
  async lock(id: string): Promise<ReleaseInContext> {
    const appId = (await this.found(id)).appId;
    const app = await this.manager.findOneOrFail(App, {
      where: { id: appId },
      lock: { mode: 'pessimistic_write' },
    });
    const release = await this.found(id);
    return { app, release, artifact: await this.artifactOf(release) };
  }

  async insert(release: Release): Promise<void> {
    await this.manager.insert(Release, release);
  }

  /** @throws DomainError `release-already-under-review`: the app has another one there. */
  async save(release: Release): Promise<void> {
    const underReview = () =>
      new DomainError(
        'conflict',
        'release-already-under-review',
        'Another release of this app is under review; one at a time.',
      );
    await withConstraints({ release_one_under_review: underReview }, () =>
      this.manager.save(Release, release),
    );
  }

  async count(appId: string): Promise<number> {
    return this.manager.countBy(Release, { appId });
  }

  /** What is delivered now. */
  async live(appId: string): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, 'live', null);
  }

  /** What was delivered last before the release with this version code. */
  async newestSupersededBelow(appId: string, versionCode: number): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, 'superseded', versionCode);
  }

  async newestDraft(appId: string): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, 'draft', null);
  }

  private async newest(
    appId: string,
    status: ReleaseStatus,
    below: number | null,
  ): Promise<ReleaseInContextOfApp | null> {
    const row = await this.queryOne<{ id: string }>(
      `SELECT r.id FROM release r JOIN artifact f ON f.id = r.artifact_id
        WHERE r.app_id = $1 AND r.status = $2 AND ($3::bigint IS NULL OR f.version_code < $3)
        ORDER BY f.version_code DESC, r.id DESC LIMIT 1`,
      [appId, status, below],
    );
    if (row === null) return null;
    const release = await this.found(row.id);
    return { release, artifact: await this.artifactOf(release) };
  }

  private async found(id: string): Promise<Release> {
    const release = await this.manager.findOneBy(Release, { id });
    if (release === null) throw notFound('release');
    return release;
  }

  private async artifactOf(release: Release): Promise<Artifact> {
    return this.manager.findOneByOrFail(Artifact, { id: release.artifactId });
  }
}

type ReleaseInContextOfApp = Omit<ReleaseInContext, 'app'>;
