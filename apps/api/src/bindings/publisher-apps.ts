import { Injectable } from '@nestjs/common';
import { PublisherApps } from '@portolan/accounts';
import { FindOwnerOf } from '@portolan/catalog';

/** Permissions in single apps are about apps of the catalogue. */
@Injectable()
export class CatalogPublisherApps extends PublisherApps {
  constructor(private readonly owners: FindOwnerOf) {
    super();
  }

  override among(publisherId: string, appIds: readonly string[]): Promise<string[]> {
    return this.owners.appsOf(publisherId, appIds);
  }
}
