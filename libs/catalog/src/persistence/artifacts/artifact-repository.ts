import { Injectable } from '@nestjs/common';
import { BaseRepository, notFound } from '@portolan/platform';
import { Artifact } from './artifact.entity';

/** Loads and adds artifacts. Adding happens under the app's lock. */
@Injectable()
export class ArtifactRepository extends BaseRepository {
  async insert(artifact: Artifact): Promise<void> {
    await this.manager.insert(Artifact, artifact);
  }

  async findByHash(appId: string, sha256: string): Promise<Artifact | null> {
    return this.manager.findOneBy(Artifact, { appId, sha256 });
  }

  /** @throws DomainError `artifact-not-found`, also for another app's. */
  async get(appId: string, id: string): Promise<Artifact> {
    const artifact = await this.manager.findOneBy(Artifact, { appId, id });
    if (artifact === null) throw notFound('artifact');
    return artifact;
  }

  /** By version code; those that were not uploaded are left out. */
  async idsByVersionCode(appId: string, versionCodes: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.query<{ id: string; version_code: string }>(
      'SELECT f.id, f.version_code FROM artifact f WHERE f.app_id = $1 AND f.version_code = ANY($2::bigint[])',
      [appId, [...versionCodes]],
    );
    return new Map(rows.map((row) => [Number(row.version_code), row.id]));
  }

  /** How many there are and the highest version code, null before the first. */
  async extentOf(appId: string): Promise<{ count: number; highestVersionCode: number | null }> {
    const row = await this.queryOne<{ count: string; highest: string | null }>(
      'SELECT count(*) AS count, max(f.version_code) AS highest FROM artifact f WHERE f.app_id = $1',
      [appId],
    );
    const highest = row?.highest ?? null;
    return { count: Number(row?.count ?? 0), highestVersionCode: highest === null ? null : Number(highest) };
  }
}
