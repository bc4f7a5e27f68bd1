import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, notFound, withConstraints } from '@portolan/platform';
import { PRODUCTION } from '../../domain/delivery/track-name';
import { App } from '../apps/app.entity';
import { Artifact } from '../artifacts/artifact.entity';
import { Release } from './release.entity';

/** A release with what every decision about it needs. */
export interface ReleaseInContext {
  app: App;
  release: Release;
  /** The package with the highest version code. */
  artifact: Artifact;
}

export type ReleaseInContextOfApp = Omit<ReleaseInContext, 'app'>;

/** Loads and saves releases. Whoever changes one holds its app's lock. */
@Injectable()
export class ReleaseRepository extends BaseRepository {
  /**
   * Locks the app of a release and then reads the release, so that two people who decide at once do it one after
   * the other and the second sees what the first did.
   * @param expectedVersion the version that the caller has seen.
   * @throws DomainError `release-not-found`, `release-changed` (412).
   */
  async lock(id: string, expectedVersion?: number): Promise<ReleaseInContext> {
    const appId = (await this.get(id)).appId;
    const app = await this.manager.findOneOrFail(App, {
      where: { id: appId },
      lock: { mode: 'pessimistic_write' },
    });
    const release = await this.get(id);
    if (expectedVersion !== undefined && release.version !== expectedVersion)
      throw new DomainError(
        'precondition-failed',
        'release-changed',
        `Somebody else changed the release: it is version ${release.version} now.`,
      );
    return { app, release, artifact: await this.artifactOf(release) };
  }

  /** @param artifactIds all packages of the release, its own `artifactId` among them. */
  async insert(release: Release, artifactIds: readonly string[]): Promise<void> {
    await this.manager.insert(Release, release);
    await this.query(
      `INSERT INTO release_artifact (release_id, app_id, artifact_id)
       SELECT $1, $2, x.id FROM unnest($3::uuid[]) AS x(id)`,
      [release.id, release.appId, artifactIds],
    );
  }

  /** @throws DomainError `release-already-under-review`: the track has another one there. */
  async save(release: Release): Promise<void> {
    const conflict = (code: string, detail: string) => () => new DomainError('conflict', code, detail);
    release.version += 1;
    await withConstraints(
      {
        release_one_under_review: conflict(
          'release-already-under-review',
          'Another release of this track is under review; one at a time.',
        ),
      },
      () => this.manager.save(Release, release),
    );
  }

  async count(appId: string): Promise<number> {
    return this.manager.countBy(Release, { appId });
  }

  /** All packages of a release, the one with the highest version code first. */
  async artifactsOf(releaseId: string): Promise<Artifact[]> {
    const rows = await this.query<{ id: string }>(
      `SELECT f.id FROM release_artifact x JOIN artifact f ON f.id = x.artifact_id
        WHERE x.release_id = $1 ORDER BY f.version_code DESC`,
      [releaseId],
    );
    return Promise.all(rows.map(({ id }) => this.manager.findOneByOrFail(Artifact, { id })));
  }

  /** What everybody on the track gets now. */
  async live(appId: string, track: string): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, `r.status = 'live' AND r.track = $2`, [track]);
  }

  /** What a part of the track gets now. */
  async staged(appId: string, track: string): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, `r.status = 'staged' AND r.track = $2`, [track]);
  }

  /** The newest that people of the track may have, halted or not. */
  async newestOut(appId: string, track: string): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, `r.status IN ('live', 'staged', 'halted') AND r.track = $2`, [track]);
  }

  /** What everybody on the track got last before the release with this version code. */
  async newestSupersededBelow(
    appId: string,
    track: string,
    versionCode: number,
  ): Promise<ReleaseInContextOfApp | null> {
    const found = await this.newest(
      appId,
      `r.status = 'superseded' AND r.track = $2 AND f.version_code < $3 AND r.share = 1000
        AND (r.targeting IS NULL OR (r.targeting ->> 'includeRestOfWorld')::boolean)`,
      [track, versionCode],
    );
    return found;
  }

  /** Whether another release of the track is under review, or one is out that this version code cannot follow. */
  async hasSuccessor(appId: string, track: string, versionCode: number): Promise<boolean> {
    const successor = await this.newest(
      appId,
      `r.track = $2 AND (r.status IN ('submitted', 'in-review')
        OR r.status IN ('live', 'staged') AND f.version_code >= $3)`,
      [track, versionCode],
    );
    return successor !== null;
  }

  async newestDraft(appId: string): Promise<ReleaseInContextOfApp | null> {
    return this.newest(appId, `r.status = 'draft'`, []);
  }

  /** What production delivers: whether everybody gets something, and the permissions of all that anybody gets. */
  async inProduction(appId: string): Promise<{ live: boolean; permissions: string[] }> {
    const row = await this.queryOne<{ live: boolean | null; permissions: string[] }>(
      `WITH delivered AS (
         SELECT r.status, f.report FROM release r
           JOIN release_artifact x ON x.release_id = r.id
           JOIN artifact f ON f.id = x.artifact_id
          WHERE r.app_id = $1 AND r.track = $2 AND r.status IN ('live', 'staged'))
       SELECT (SELECT bool_or(d.status = 'live') FROM delivered d) AS live,
              ARRAY(SELECT DISTINCT p.item ->> 'name' FROM delivered d, jsonb_array_elements(d.report -> 'permissions') AS p(item)
                     ORDER BY 1) AS permissions`,
      [appId, PRODUCTION],
    );
    return { live: row?.live ?? false, permissions: row?.permissions ?? [] };
  }

  private async newest(
    appId: string,
    condition: string,
    parameters: readonly (string | number)[],
  ): Promise<ReleaseInContextOfApp | null> {
    const row = await this.queryOne<{ id: string }>(
      `SELECT r.id FROM release r JOIN artifact f ON f.id = r.artifact_id
        WHERE r.app_id = $1 AND ${condition}
        ORDER BY f.version_code DESC, r.id DESC LIMIT 1`,
      [appId, ...parameters],
    );
    if (row === null) return null;
    const release = await this.get(row.id);
    return { release, artifact: await this.artifactOf(release) };
  }

  /** @throws DomainError `release-not-found`. */
  async get(id: string): Promise<Release> {
    const release = await this.manager.findOneBy(Release, { id });
    if (release === null) throw notFound('release');
    return release;
  }

  private async artifactOf(release: Release): Promise<Artifact> {
    return this.manager.findOneByOrFail(Artifact, { id: release.artifactId });
  }
}
