import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';
import type { OfferedRelease } from '../../domain/delivery/choose-version';
import type { CountryTargeting } from '../../domain/delivery/country-targeting';
import type { DeviceRules } from '../../domain/delivery/device-fit';
import type { ExpansionType } from '../../domain/edit/expansion-files';
import { type PackageNeeds, packageNeedsOf, type ReportedNeeds } from '../../domain/delivery/package-needs';

/** A file that is to lie beside a package on the device. */
export interface DeliveredExpansion {
  type: ExpansionType;
  /** Of the package that the file is named after. */
  versionCode: number;
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
  /** Key in the file store. */
  fileKey: string;
}

/** A package that may be delivered, with all that is told of it. */
export interface DeliveredFile {
  releaseId: string;
  versionCode: number;
  versionName: string | null;
  /** Lower-case hex. */
  sha256: string;
  sizeBytes: number;
  /** Key in the file store. */
  fileKey: string;
  /** `main` first. */
  expansionFiles: DeliveredExpansion[];
  /** SHA-256 of the certificates that it is signed with. */
  signer: string[];
  /** Of the certificates whose packages it may replace: the signers and, after a change of key, those before. */
  follows: string[];
  needs: PackageNeeds;
  /** 0 to 5: how urgent the publisher says the update is. */
  updatePriority: number;
}

/** What is out of an app. */
export interface AppDelivery {
  releases: OfferedRelease<DeliveredFile>[];
  /** Null: nothing is ruled out. */
  rules: DeviceRules | null;
}

interface Row {
  app_id: string;
  id: string;
  track: string;
  status: 'staged' | 'live' | 'halted';
  share: number;
  salt: string;
  targeting: CountryTargeting | null;
  update_priority: number;
  packages: (ReportedNeeds & {
    versionCode: number;
    versionName: string | null;
    sha256: string;
    sizeBytes: number;
    fileKey: string;
    expansionFiles: DeliveredExpansion[] | null;
    signer: string;
    lineage: string[] | null;
  })[];
  rules: DeviceRules | null;
}

/** The fields of `ReportedNeeds`, as the inspection wrote them. */
const NEEDS = [
  'minSdk',
  'targetSdk',
  'maxSdk',
  'nativeAbis',
  'features',
  'permissions',
  'glEsVersion',
  'supportsScreens',
  'compatibleScreens',
]
  .map((field) => `'${field}', f.report -> '${field}'`)
  .join(', ');

/** Of an artifact `f`; null without. */
const EXPANSIONS = `(SELECT jsonb_agg(jsonb_build_object('type', e.type, 'versionCode', o.version_code, 'sha256', e.sha256,
                                'sizeBytes', e.size_bytes, 'fileKey', e.file_key) ORDER BY e.type)
  FROM artifact_expansion p JOIN expansion_file e ON e.id = p.file_id JOIN artifact o ON o.id = e.artifact_id
 WHERE p.artifact_id = f.id)`;

/** All that the choice of a version needs, of many apps in one statement. */
@Injectable()
export class DeliveryIndex extends BaseRepository {
  /** By app; one of which nothing is out has no entry. */
  async of(appIds: readonly string[]): Promise<Map<string, AppDelivery>> {
    const rows = await this.query<Row>(
      `SELECT r.app_id, r.id, r.track, r.status, r.share, r.rollout_salt AS salt, r.targeting, r.update_priority,
              (SELECT jsonb_agg(jsonb_build_object('versionCode', f.version_code, 'versionName', f.version_name,
                        'sha256', f.sha256, 'sizeBytes', f.size_bytes, 'fileKey', f.file_key, 'signer', f.signer,
                        'lineage', f.report #> '{signature,lineage}', 'expansionFiles', ${EXPANSIONS}, ${NEEDS}))
                 FROM release_artifact x JOIN artifact f ON f.id = x.artifact_id WHERE x.release_id = r.id) AS packages,
              (SELECT jsonb_build_object('minRamBytes', d.min_ram_bytes, 'excludedModels', d.excluded_models)
                 FROM app_device_rules d WHERE d.app_id = r.app_id) AS rules
         FROM release r
        WHERE r.app_id = ANY($1::uuid[]) AND r.status IN ('live', 'staged', 'halted')`,
      [appIds],
    );
    const apps = new Map<string, AppDelivery>();
    for (const row of rows) {
      const app = apps.get(row.app_id) ?? { releases: [], rules: row.rules };
      app.releases.push(offered(row));
      apps.set(row.app_id, app);
    }
    return apps;
  }
}

function offered(row: Row): OfferedRelease<DeliveredFile> {
  const { id, track, status, share, salt, targeting, update_priority: updatePriority } = row;
  const packages = row.packages.map((file) => ({
    releaseId: id,
    versionCode: file.versionCode,
    versionName: file.versionName,
    sha256: file.sha256,
    sizeBytes: file.sizeBytes,
    fileKey: file.fileKey,
    expansionFiles: file.expansionFiles ?? [],
    signer: file.signer.split(','),
    follows: [...new Set([...file.signer.split(','), ...(file.lineage ?? [])])],
    needs: packageNeedsOf(file),
    updatePriority,
  }));
  return { id, track, status, share, salt, targeting, packages };
}
