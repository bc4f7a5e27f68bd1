import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { ImageMediaType, ImageType } from '../../domain/image/image-rules';

/** A picture that is in the store. */
export interface ImageFile {
  sha256: string;
  sha1: string;
  mediaType: ImageMediaType;
  /** Pixels. */
  width: number;
  height: number;
  sizeBytes: number;
  fileKey: string;
}

/** A picture in its place on an app's page. */
export interface PlacedImage extends ImageFile {
  type: ImageType;
  locale: string;
}

type Row<T extends ImageFile> = Omit<T, 'sizeBytes'> & { sizeBytes: string };

const FILE = `f.sha256, f.sha1, f.media_type AS "mediaType", f.width, f.height, f.size_bytes AS "sizeBytes", f.file_key AS "fileKey"`;

/** Pictures, and where they stand. Places change under the app's lock. */
@Injectable()
export class ImageRepository extends BaseRepository {
  /** Remembering a picture that is known already does nothing. */
  async remember(file: ImageFile, receivedAt: Date): Promise<void> {
    const { sha256, sha1, mediaType, width, height, sizeBytes, fileKey } = file;
    await this.query(
      `INSERT INTO image_file (sha256, sha1, media_type, width, height, size_bytes, file_key, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [sha256, sha1, mediaType, width, height, sizeBytes, fileKey, receivedAt],
    );
  }

  /** By hash; unknown ones are left out. */
  async findFiles(sha256s: readonly string[]): Promise<Map<string, ImageFile>> {
    const rows = await this.query<Row<ImageFile>>(
      `SELECT ${FILE} FROM image_file f WHERE f.sha256 = ANY($1)`,
      [[...sha256s]],
    );
    return new Map(rows.map((row) => [row.sha256, toImage(row)]));
  }

  /** All of an app's, by locale, place and position. At most 100 locales x 43 pictures. */
  async placesOf(appId: string): Promise<PlacedImage[]> {
    const rows = await this.query<Row<PlacedImage>>(
      `SELECT i.locale, i.type, ${FILE} FROM app_image i JOIN image_file f ON f.sha256 = i.sha256
        WHERE i.app_id = $1 ORDER BY i.locale, i.type, i.position`,
      [appId],
    );
    return rows.map(toImage);
  }

  /** SHA-256 of the app's icons, in all locales. */
  async iconsOf(appId: string): Promise<string[]> {
    const rows = await this.query<{ sha256: string }>(
      `SELECT DISTINCT i.sha256 FROM app_image i WHERE i.app_id = $1 AND i.type = 'icon'`,
      [appId],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  /** The package name of an app of another publisher that was live and has one of these icons; null: there is none. */
  async otherPublisherWithIcon(publisherId: string, sha256s: readonly string[]): Promise<string | null> {
    const row = await this.queryOne<{ name: string }>(
      `SELECT a.package_name AS name FROM app_image i JOIN app a ON a.id = i.app_id
        WHERE i.type = 'icon' AND i.sha256 = ANY($2) AND a.publisher_id <> $1 AND a.first_live_at IS NOT NULL
        ORDER BY a.first_live_at, a.id LIMIT 1`,
      [publisherId, [...sha256s]],
    );
    return row?.name ?? null;
  }

  /** Puts these pictures, in this order, in the place of those that are there. */
  async replace(appId: string, locale: string, type: ImageType, sha256s: readonly string[]): Promise<void> {
    await this.query('DELETE FROM app_image WHERE app_id = $1 AND locale = $2 AND type = $3', [
      appId,
      locale,
      type,
    ]);
    await this.query(
      `INSERT INTO app_image (app_id, locale, type, position, sha256)
       SELECT $1, $2, $3, given.place - 1, given.sha256 FROM unnest($4::text[]) WITH ORDINALITY AS given (sha256, place)`,
      [appId, locale, type, [...sha256s]],
    );
  }

  async removeLocale(appId: string, locale: string): Promise<void> {
    await this.query('DELETE FROM app_image WHERE app_id = $1 AND locale = $2', [appId, locale]);
  }
}

function toImage<T extends ImageFile>(row: Row<T>): T {
  return { ...row, sizeBytes: Number(row.sizeBytes) } as unknown as T;
}
