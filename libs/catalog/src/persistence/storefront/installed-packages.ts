import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** What the store delivers for a package name now. */
export interface DeliveredPackage {
  appId: string;
  packageName: string;
  free: boolean;
  releaseId: string;
  versionCode: number;
  versionName: string | null;
  sha256: string;
  sizeBytes: number;
  /** Older devices cannot install it. */
  minSdk: number;
  /** SHA-256 of the certificates it is signed with. */
  signer: string[];
  /** What is new, in the nearest locale that has notes. */
  whatsNew: string | null;
}

interface Row extends Omit<DeliveredPackage, 'versionCode' | 'sizeBytes' | 'signer'> {
  versionCode: string;
  sizeBytes: string;
  signer: string;
}

/** Delivered versions by package name, for the update check. */
@Injectable()
export class InstalledPackages extends BaseRepository {
  async find(
    packageNames: readonly string[],
    locales: readonly string[],
  ): Promise<Map<string, DeliveredPackage>> {
    const rows = await this.query<Row>(
      `SELECT a.id AS "appId", a.package_name AS "packageName", a.pricing = 'free' AS free, r.id AS "releaseId",
              f.version_code AS "versionCode", f.version_name AS "versionName", f.sha256, f.size_bytes AS "sizeBytes",
              (f.report->>'minSdk')::integer AS "minSdk", f.signer,
              (SELECT n.value FROM jsonb_each_text(r.notes) n
                ORDER BY locale_rank(n.key, $2), (n.key = a.default_locale) DESC, n.key LIMIT 1) AS "whatsNew"
         FROM app a
         JOIN release r ON r.app_id = a.id AND r.track = 'production' AND r.status = 'live'
         JOIN artifact f ON f.id = r.artifact_id
        WHERE a.package_name = ANY($1::text[])`,
      [packageNames, locales],
    );
    return new Map(
      rows.map((row) => [
        row.packageName,
        {
          ...row,
          versionCode: Number(row.versionCode),
          sizeBytes: Number(row.sizeBytes),
          signer: row.signer.split(','),
        },
      ]),
    );
  }
}
