import { Injectable } from '@nestjs/common';
import { type DeliveredPackage, InstalledPackages } from '../../persistence/storefront/installed-packages';

/** What is delivered now for each package name. It says nothing about who may have it. */
@Injectable()
export class FindDeliveredPackages {
  constructor(private readonly packages: InstalledPackages) {}

  /** @param locales BCP 47, best first. */
  async execute(
    packageNames: readonly string[],
    locales: readonly string[] = [],
  ): Promise<Map<string, DeliveredPackage>> {
    return packageNames.length === 0 ? new Map() : this.packages.find(packageNames, locales);
  }
}
