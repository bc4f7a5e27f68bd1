import { Injectable } from '@nestjs/common';
import { LiveReleases } from '@portolan/catalog';
import { type Deliverable, Deliverables } from '@portolan/payments';

/** Owners are delivered what is live in the catalogue. */
@Injectable()
export class CatalogDeliverables extends Deliverables {
  constructor(private readonly liveReleases: LiveReleases) {
    super();
  }

  override async current(appIds: readonly string[]): Promise<Map<string, Deliverable>> {
    const live = await this.liveReleases.execute(appIds);
    return new Map(
      [...live].map(([appId, { artifact, ...release }]) => [appId, { ...release, ...artifact }]),
    );
  }
}
