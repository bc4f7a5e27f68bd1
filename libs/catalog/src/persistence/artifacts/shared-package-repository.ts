import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';

/** A package that is shared by a link. */
export interface SharedPackage {
  id: string;
  appId: string;
  /** The part of the link that nobody guesses: 32 bytes, base64url. */
  secret: string;
  versionCode: number;
  versionName: string | null;
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
  /** Key in the file store, of this row alone. */
  fileKey: string;
  /** SHA-256 of the certificates, separated by commas. */
  signer: string;
  debuggable: boolean;
  sharedBy: string;
  sharedAt: Date;
  expiresAt: Date;
}

type Row = Omit<SharedPackage, 'versionCode' | 'sizeBytes'> & { versionCode: string; sizeBytes: string };

const COLUMNS = `s.id, s.app_id AS "appId", s.secret, s.version_code AS "versionCode", s.version_name AS "versionName", s.sha256,
  s.size_bytes AS "sizeBytes", s.file_key AS "fileKey", s.signer, s.debuggable, s.shared_by AS "sharedBy",
  s.shared_at AS "sharedAt", s.expires_at AS "expiresAt"`;

/** Shared packages. One is live until it expires. */
@Injectable()
export class SharedPackageRepository extends BaseRepository {
  /** Under the app's lock. */
  async insert(made: SharedPackage): Promise<void> {
    await this.query(
      `INSERT INTO shared_package (id, app_id, secret, version_code, version_name, sha256, size_bytes, file_key, signer, debuggable,
         shared_by, shared_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        made.id,
        made.appId,
        made.secret,
        made.versionCode,
        made.versionName,
        made.sha256,
        made.sizeBytes,
        made.fileKey,
        made.signer,
        made.debuggable,
        made.sharedBy,
        made.sharedAt,
        made.expiresAt,
      ],
    );
  }

  async countLive(appId: string, now: Date): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::integer AS count FROM shared_package s WHERE s.app_id = $1 AND s.expires_at > $2',
      [appId, now],
    );
    return row?.count ?? 0;
  }

  /** By its secret; null as well for a file that the store refuses by now. */
  async findLive(secret: string, now: Date): Promise<(SharedPackage & { packageName: string }) | null> {
    const row = await this.queryOne<Row & { packageName: string }>(
      `SELECT ${COLUMNS}, a.package_name AS "packageName" FROM shared_package s JOIN app a ON a.id = s.app_id
        WHERE s.secret = $1 AND s.expires_at > $2 AND NOT EXISTS (SELECT FROM refused_file f WHERE f.sha256 = s.sha256)`,
      [secret, now],
    );
    return row === null ? null : { ...view(row), packageName: row.packageName };
  }

  /** Newest first. */
  async listLive(appId: string, now: Date, page: PageRequest): Promise<Page<SharedPackage>> {
    const before = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row>(
      `SELECT ${COLUMNS} FROM shared_package s
        WHERE s.app_id = $1 AND s.expires_at > $2 AND ($3::uuid IS NULL OR s.id < $3)
        ORDER BY s.id DESC LIMIT $4`,
      [appId, now, before?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }

  /** Ends a live one of the app. @returns the hash of its file; null if there is none. */
  async expire(appId: string, id: string, now: Date): Promise<string | null> {
    const [row] = await this.query<{ sha256: string }>(
      `UPDATE shared_package AS s SET expires_at = GREATEST($3, s.shared_at)
        WHERE s.id = $1 AND s.app_id = $2 AND s.expires_at > $3 RETURNING s.sha256`,
      [id, appId, now],
    );
    return row?.sha256 ?? null;
  }

  /** Ends all live ones of the app. @returns how many there were. */
  async expireAll(appId: string, now: Date): Promise<number> {
    const rows = await this.query(
      `UPDATE shared_package AS s SET expires_at = GREATEST($2, s.shared_at)
        WHERE s.app_id = $1 AND s.expires_at > $2 RETURNING s.id`,
      [appId, now],
    );
    return rows.length;
  }

  /** Deletes some that have expired. @returns the keys of their files, which nothing else has. */
  async takeExpired(now: Date, limit: number): Promise<string[]> {
    const rows = await this.query<{ file_key: string }>(
      `DELETE FROM shared_package AS d WHERE d.id IN
         (SELECT s.id FROM shared_package s WHERE s.expires_at <= $1 ORDER BY s.expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING d.file_key`,
      [now, limit],
    );
    return rows.map((row) => row.file_key);
  }
}

function view(row: Row): SharedPackage {
  return { ...row, versionCode: Number(row.versionCode), sizeBytes: Number(row.sizeBytes) };
}
