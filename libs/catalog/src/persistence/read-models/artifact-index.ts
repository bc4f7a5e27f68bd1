import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, type Page, type PageRequest, toPage } from '@portolan/platform';

/** An uploaded package in a list. */
export interface ArtifactSummary {
  id: string;
  versionCode: number;
  versionName: string | null;
  sha256: string;
  sizeBytes: number;
  uploadedAt: string;
}

interface Row {
  id: string;
  version_code: string;
  version_name: string | null;
  sha256: string;
  size_bytes: string;
  uploaded_at: Date;
}

/** The packages of an app, newest first. */
@Injectable()
export class ArtifactIndex extends BaseRepository {
  async list(appId: string, page: PageRequest): Promise<Page<ArtifactSummary>> {
    const before = decodeCursor(page.cursor, ['uuid']);
    const rows = await this.query<Row>(
      `SELECT f.id, f.version_code, f.version_name, f.sha256, f.size_bytes, f.uploaded_at
         FROM artifact f
        WHERE f.app_id = $1 AND ($2::uuid IS NULL OR f.id < $2)
        ORDER BY f.id DESC LIMIT $3`,
      [appId, before?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.id], view);
  }
}

function view(row: Row): ArtifactSummary {
  return {
    id: row.id,
    versionCode: Number(row.version_code),
    versionName: row.version_name,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
    uploadedAt: row.uploaded_at.toISOString(),
  };
}
