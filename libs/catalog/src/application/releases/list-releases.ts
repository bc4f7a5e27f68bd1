import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { ReleaseIndex, type ReleaseView } from '../../persistence/read-models/release-index';

/** The releases of an app, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListReleases {
  constructor(private readonly index: ReleaseIndex) {}

  /** @param track only the releases of this one. */
  async execute(appId: string, page: PageRequest, track?: string): Promise<Page<ReleaseView>> {
    return this.index.list(appId, page, track);
  }
}
