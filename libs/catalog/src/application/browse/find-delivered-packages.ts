import { Injectable } from '@nestjs/common';
import type { DeviceDescription } from '../../domain/delivery/device-description';
import type { Misfit } from '../../domain/delivery/device-fit';
import type { DeliveredFile } from '../../persistence/read-models/delivery-index';
import { type InstalledApp, InstalledPackages } from '../../persistence/storefront/installed-packages';
import { ChooseVersions } from '../delivery/choose-versions';

export interface DeliveredPackagesQuery {
  /** Version codes by package name. */
  installed: ReadonlyMap<string, number>;
  accountId: string | null;
  market: string;
  device?: DeviceDescription | undefined;
  /** For what is new; BCP 47, best first. */
  locales: readonly string[];
}

/** An installed app of which there is something newer: the file, or why the device cannot have it. */
export interface DeliveredPackage extends InstalledApp {
  file: (DeliveredFile & { whatsNew: string | null }) | null;
  /** Empty when there is a file. */
  misfits: Misfit[];
}

/** What this account and device would get newer than what is installed. Whether it may is not asked here. */
@Injectable()
export class FindDeliveredPackages {
  constructor(
    private readonly packages: InstalledPackages,
    private readonly chooseVersions: ChooseVersions,
  ) {}

  async execute(query: DeliveredPackagesQuery): Promise<DeliveredPackage[]> {
    const { installed, locales, ...who } = query;
    const apps = await this.packages.find([...installed.keys()]);
    const versions = new Map(apps.map((app) => [app.appId, installed.get(app.packageName) ?? 0]));
    const choices = await this.chooseVersions.execute({
      ...who,
      appIds: [...versions.keys()],
      installed: versions,
    });
    const newer = apps.flatMap((app): DeliveredPackage[] => {
      const choice = choices.get(app.appId);
      if (choice?.outcome === 'none' && choice.misfits.length > 0)
        return [{ ...app, file: null, misfits: choice.misfits }];
      if (choice?.outcome !== 'deliver') return [];
      const isNewer = choice.package.versionCode > (versions.get(app.appId) ?? 0);
      return isNewer ? [{ ...app, file: { ...choice.package, whatsNew: null }, misfits: [] }] : [];
    });
    const releaseIds = newer.flatMap(({ file }) => (file === null ? [] : [file.releaseId]));
    const notes = await this.packages.whatsNew(releaseIds, locales);
    for (const { file } of newer) if (file !== null) file.whatsNew = notes.get(file.releaseId) ?? null;
    return newer;
  }
}
