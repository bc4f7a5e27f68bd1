import { Injectable } from '@nestjs/common';
import { ItemDirectory } from '../../persistence/read-models/item-directory';

/** The publisher and the app that an app or a release belongs to, or null if there is no such thing. */
@Injectable()
export class FindOwnerOf {
  constructor(private readonly directory: ItemDirectory) {}

  execute(resource: 'app' | 'release', id: string): Promise<{ publisherId: string; appId: string } | null> {
    return this.directory.ownerOf(resource, id);
  }

  /** Those of the apps that belong to the publisher. */
  appsOf(publisherId: string, appIds: readonly string[]): Promise<string[]> {
    return this.directory.appsOf(publisherId, appIds);
  }
}
