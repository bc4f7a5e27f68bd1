import { Injectable } from '@nestjs/common';
import { FindOwnerOf } from '@portolan/catalog';
import { type Owner, OwnerDirectory } from '../auth/owner-directory';

/** Apps and releases belong to publishers; the catalogue knows whose they are. */
@Injectable()
export class CatalogOwners extends OwnerDirectory {
  constructor(private readonly findOwnerOf: FindOwnerOf) {
    super();
  }

  override ownerOf(resource: 'app' | 'release', id: string): Promise<Owner | null> {
    return this.findOwnerOf.execute(resource, id);
  }
}
