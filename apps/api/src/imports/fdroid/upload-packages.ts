import type { INestApplicationContext } from '@nestjs/common';
import { FindAppByPackage, FindOwnerOf, UploadArtifact } from '@portolan/catalog';
import { type AccountActor, DomainError } from '@portolan/platform';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportReport } from './import-report';

/** As F-Droid names them: `org.example.app_12.apk`. */
const PACKAGE_FILE = /^(.+)_(\d{1,18})\.apk$/;

export interface UploadTotals {
  uploaded: number;
  known: number;
  refused: number;
}

/**
 * Uploads the packages of a folder to the publisher's apps, older versions first, as its owner would: each one is
 * verified, and what is wrong with it is reported. No release is made of them.
 */
export async function uploadPackages(
  app: INestApplicationContext,
  order: { folder: string; publisherId: string; actor: AccountActor; report: ImportReport },
): Promise<UploadTotals> {
  const totals: UploadTotals = { uploaded: 0, known: 0, refused: 0 };
  const names = await readdir(order.folder);
  const files = names
    .flatMap((name) => {
      const [, packageName, versionCode] = PACKAGE_FILE.exec(name) ?? [];
      return packageName === undefined ? [] : [{ name, packageName, versionCode: Number(versionCode) }];
    })
    .sort((a, b) =>
      a.packageName < b.packageName ? -1 : a.packageName > b.packageName ? 1 : a.versionCode - b.versionCode,
    );
  for (const { name, packageName } of files) {
    try {
      const appId = await app.get(FindAppByPackage).execute(packageName);
      const owner = appId === null ? null : await app.get(FindOwnerOf).execute('app', appId);
      if (appId === null || owner?.publisherId !== order.publisherId)
        throw new DomainError('not-found', 'app-not-imported', 'The publisher has no app of this name.');
      const stream = createReadStream(join(order.folder, name));
      const { created } = await app.get(UploadArtifact).execute({ appId, stream, actor: order.actor });
      totals[created ? 'uploaded' : 'known']++;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      totals.refused++;
      const { code, detail } = error;
      order.report.add({ number: 0, packageName: name, outcome: 'refused', code, detail });
    }
  }
  return totals;
}
