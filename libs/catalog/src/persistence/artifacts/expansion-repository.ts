import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import { type ExpansionFile, expansionKey, type ExpansionType } from '../../domain/edit/expansion-files';

export interface NewExpansionFile {
  id: string;
  appId: string;
  artifactId: string;
  type: ExpansionType;
  editId: string;
  sha256: string;
  sizeBytes: number;
  /** Key in the file store, of this row alone. */
  fileKey: string;
  uploadedBy: string;
  uploadedAt: Date;
}

interface Row extends Omit<ExpansionFile, 'versionCode' | 'sizeBytes'> {
  packageVersion: string;
  versionCode: string;
  sizeBytes: string;
}

const COLUMNS = 'f.id, f.type, o.version_code AS "versionCode", f.sha256, f.size_bytes AS "sizeBytes"';

/** Expansion files, and which package goes with which. Written under the app's lock. */
@Injectable()
export class ExpansionRepository extends BaseRepository {
  /** What the packages of an app go with, by `expansionKey`. */
  async of(appId: string): Promise<Map<string, ExpansionFile>> {
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS}, a.version_code AS "packageVersion"
         FROM artifact_expansion x JOIN artifact a ON a.id = x.artifact_id
         JOIN expansion_file f ON f.id = x.file_id JOIN artifact o ON o.id = f.artifact_id
        WHERE x.app_id = $1`,
      [appId],
    );
    return new Map(rows.map((row) => [expansionKey(Number(row.packageVersion), row.type), view(row)]));
  }

  /** What was uploaded in an edit, by id. */
  async uploadedIn(editId: string): Promise<Map<string, ExpansionFile>> {
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM expansion_file f JOIN artifact o ON o.id = f.artifact_id WHERE f.edit_id = $1`,
      [editId],
    );
    return new Map(rows.map((row) => [row.id, view(row)]));
  }

  async insert(file: NewExpansionFile): Promise<void> {
    const { id, appId, artifactId, type, editId, sha256, sizeBytes, fileKey, uploadedBy, uploadedAt } = file;
    await this.query(
      `INSERT INTO expansion_file (id, app_id, artifact_id, type, edit_id, sha256, size_bytes, file_key, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, appId, artifactId, type, editId, sha256, sizeBytes, fileKey, uploadedBy, uploadedAt],
    );
  }

  async attach(row: {
    appId: string;
    artifactId: string;
    type: ExpansionType;
    fileId: string;
  }): Promise<void> {
    await this.query(
      `INSERT INTO artifact_expansion (app_id, artifact_id, type, file_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT artifact_expansion_pk DO UPDATE SET file_id = $4`,
      [row.appId, row.artifactId, row.type, row.fileId],
    );
  }

  /** How many files of the app go with no package. */
  async countLoose(appId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      `SELECT count(*)::integer AS count FROM expansion_file f
        WHERE f.app_id = $1 AND NOT EXISTS (SELECT FROM artifact_expansion x WHERE x.file_id = f.id)`,
      [appId],
    );
    return row?.count ?? 0;
  }

  /** Version codes of packages that go with a file which the package that it was uploaded for does not go with any more. */
  async orphans(appId: string): Promise<number[]> {
    const rows = await this.query<{ versionCode: string }>(
      `SELECT a.version_code AS "versionCode"
         FROM artifact_expansion x JOIN expansion_file f ON f.id = x.file_id JOIN artifact a ON a.id = x.artifact_id
        WHERE x.app_id = $1 AND f.artifact_id <> x.artifact_id AND NOT EXISTS (
              SELECT FROM artifact_expansion o
               WHERE o.artifact_id = f.artifact_id AND o.type = f.type AND o.file_id = f.id)
        ORDER BY a.version_code`,
      [appId],
    );
    return rows.map(({ versionCode }) => Number(versionCode));
  }

  /**
   * Whether the package is in a release that was handed to the reviewers, and is not rejected for good: one whose appeal is open, or can
   * still be filed, may come back.
   * @param appealableAfter rejections whose time to appeal began after this can be appealed.
   */
  async isSettled(artifactId: string, appealableAfter: Date): Promise<boolean> {
    const found = await this.queryOne(
      `SELECT 1 AS found FROM release_artifact x JOIN release r ON r.id = x.release_id
        WHERE x.artifact_id = $1 AND (r.status NOT IN ('draft', 'rejected') OR r.status = 'rejected' AND EXISTS (
              SELECT FROM rejection j LEFT JOIN appeal p ON p.rejection_id = j.id
               WHERE j.release_id = r.id AND p.outcome IS NULL
                 AND (p.id IS NOT NULL OR coalesce(j.appeal_from, j.rejected_at) > $2)))
        LIMIT 1`,
      [artifactId, appealableAfter],
    );
    return found !== null;
  }

  /**
   * Deletes some that go with no package and that no edit can give to one: its edit is over, or names another file by now.
   * @param endedBefore edits that expired before count as over.
   * @returns the keys of their files, which nothing else has.
   */
  async takeLoose(endedBefore: Date, limit: number): Promise<string[]> {
    const rows = await this.query<{ file_key: string }>(
      `DELETE FROM expansion_file AS d WHERE d.id IN (
         SELECT f.id FROM expansion_file f JOIN app_edit e ON e.id = f.edit_id
          WHERE NOT EXISTS (SELECT FROM artifact_expansion x WHERE x.file_id = f.id)
            AND (e.status <> 'open' OR e.expires_at <= $1 OR NOT EXISTS (
                   SELECT FROM jsonb_each(e.changes -> 'expansionFiles') c WHERE c.value ->> 'fileId' = f.id::text))
          LIMIT $2 FOR UPDATE OF f SKIP LOCKED)
       RETURNING d.file_key`,
      [endedBefore, limit],
    );
    return rows.map((row) => row.file_key);
  }
}

function view({ id, type, versionCode, sha256, sizeBytes }: Row): ExpansionFile {
  return { id, type, versionCode: Number(versionCode), sha256, sizeBytes: Number(sizeBytes) };
}
