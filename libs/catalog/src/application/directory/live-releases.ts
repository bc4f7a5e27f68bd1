import { Injectable } from '@nestjs/common';
import { ItemDirectory, type LiveRelease } from '../../persistence/read-models/item-directory';

/** What is delivered of each app now. An app without a live release has no entry. */
@Injectable()
export class LiveReleases {
  constructor(private readonly directory: ItemDirectory) {}

  async execute(appIds: readonly string[]): Promise<Map<string, LiveRelease>> {
    return appIds.length === 0 ? new Map() : this.directory.liveReleases(appIds);
  }
}
