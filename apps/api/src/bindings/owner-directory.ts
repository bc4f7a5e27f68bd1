import { Injectable } from '@nestjs/common';
import { FindPublisherOf } from '@portolan/catalog';
import { OwnerDirectory } from '../auth/owner-directory';

/** Apps and releases belong to publishers; the catalogue knows whose they are. */
@Injectable()
export class CatalogOwners extends OwnerDirectory {
  constructor(private readonly findPublisherOf: FindPublisherOf) {
    super();
  }

  override publisherOf(resource: 'app' | 'release', id: string): Promise<string | null> {
    return this.findPublisherOf.execute(resource, id);
  }
}
