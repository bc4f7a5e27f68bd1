import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';

/** A file that the store takes from nobody. */
export interface RefusedFile {
  /** Of the whole file, lower-case hex. */
  sha256: string;
  reason: string;
  addedBy: string;
  addedAt: Date;
}

interface Row {
  sha256: string;
  reason: string;
  added_by: string;
  added_at: Date;
}

@Injectable()
export class RefusedFileRepository extends BaseRepository {
  /** @returns whether it is new; what was there stays as it is. */
  async add({ sha256, reason, addedBy, addedAt }: RefusedFile): Promise<boolean> {
    const rows = await this.query(
      `INSERT INTO refused_file (sha256, reason, added_by, added_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (sha256) DO NOTHING RETURNING sha256`,
      [sha256, reason, addedBy, addedAt],
    );
    return rows.length > 0;
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.queryOne('SELECT 1 AS found FROM refused_file WHERE sha256 = $1', [sha256])) !== null;
  }

  /** Newest first. */
  async list(page: PageRequest): Promise<Page<RefusedFile>> {
    const before = decodeCursor(page.cursor, ['instant', 'string']);
    const rows = await this.query<Row>(
      `SELECT sha256, reason, added_by, added_at FROM refused_file
        WHERE $1::text IS NULL OR (added_at, sha256) < ($1::timestamptz, $2::text)
        ORDER BY added_at DESC, sha256 DESC LIMIT $3`,
      [before?.[0] ?? null, before?.[1] ?? null, page.limit + 1],
    );
    return toPage(
      rows,
      page.limit,
      (row) => [row.added_at.toISOString(), row.sha256],
      (row) => ({ sha256: row.sha256, reason: row.reason, addedBy: row.added_by, addedAt: row.added_at }),
    );
  }
}
