import { Injectable } from '@nestjs/common';
import { FindAppByPackage, FindOwnerOf } from '@portolan/catalog';
import { type Owner, OwnerDirectory } from '../auth/owner-directory';

/** Apps and releases belong to publishers; the catalogue knows whose they are. */
@Injectable()
export class CatalogOwners extends OwnerDirectory {
  constructor(
    private readonly findOwnerOf: FindOwnerOf,
    private readonly findAppByPackage: FindAppByPackage,
  ) {
    super();
  }

  override async ownerOf(resource: 'app' | 'package' | 'release', id: string): Promise<Owner | null> {
    if (resource !== 'package') return this.findOwnerOf.execute(resource, id);
    const appId = await this.findAppByPackage.execute(id);
    return appId === null ? null : this.findOwnerOf.execute('app', appId);
  }
}
