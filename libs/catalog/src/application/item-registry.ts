import { Injectable } from '@nestjs/common';
import { PutItem, SetItemFacts } from '@portolan/regions';
import { shelfRank } from '../domain/shelf-rank';
import { attributesOf } from '../domain/app/declarations';
import type { App } from '../persistence/apps/app.entity';
import { ReleaseRepository } from '../persistence/releases/release-repository';

/**
 * Tells regions what it must know of an app, in the transaction that changes it: regions asks nobody. An app is
 * published while production has a live release; what any package shows that production delivers counts for the app.
 */
@Injectable()
export class ItemRegistry {
  constructor(
    private readonly releases: ReleaseRepository,
    private readonly putItem: PutItem,
    private readonly setFacts: SetItemFacts,
  ) {}

  async put(app: App): Promise<void> {
    const { live, permissions } = await this.releases.inProduction(app.id);
    await this.putItem.execute({
      id: app.id,
      kind: 'app',
      category: app.category,
      publisherId: app.publisherId,
      attributes: attributesOf(app.declarations, permissions),
    });
    await this.setFacts.execute({
      itemId: app.id,
      published: live,
      free: app.pricing === 'free',
      ...(app.firstLiveAt !== null && { rank: shelfRank(app.firstLiveAt) }),
    });
  }
}
