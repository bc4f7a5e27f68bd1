import { Injectable } from '@nestjs/common';
import { type Actor, DomainError, Ids, Transactional } from '@portolan/platform';
import { ItemRepository } from '../../persistence/item-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { CurrentRules } from '../decisions/current-rules';
import { assertCompiles } from '../shared/rule-input';
import { everywhere } from './products-everywhere';
import { PutItem } from './put-item';

export interface PutProductsCommand {
  /** New in-app products, by their own ids. */
  itemIds: readonly string[];
  /** Their app. */
  appId: string;
  /** Lower-case path from the root; not below `app`, so that no list of apps finds it. */
  category: string;
  actor: Actor;
}

/**
 * Tells regions of new in-app products. Publisher and attributes are those of their app, and follow it. They are offered
 * everywhere, so that each can be had where its app can and where it has a price. As a change of the rules it waits for the
 * purchases that are under way: call it before any other item is changed in the transaction.
 * @throws DomainError `invalid-item-parent`, `invalid-category`, `invalid-market-scope` in a store without markets.
 */
@Injectable()
export class PutProducts {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly rules: CurrentRules,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly putItem: PutItem,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute({ itemIds, appId, category, actor }: PutProductsCommand): Promise<void> {
    if (itemIds.length === 0) return;
    await this.epoch.change({ actor, kind: 'territories.select', ids: itemIds }, async (recordedAt) => {
      const app = await this.items.find(appId);
      if (app === null)
        throw new DomainError('invalid', 'invalid-item-parent', 'An in-app product belongs to an app.');
      const { publisherId, attributes } = app;
      for (const id of itemIds)
        await this.putItem.execute({
          id,
          kind: 'in-app-product',
          category,
          publisherId,
          attributes,
          parentId: appId,
        });
      const offers = everywhere(this.ids, { itemIds, publisherId }, this.epoch.now);
      assertCompiles(await this.rules.get(), { offers });
      await this.offers.insertAll(offers, recordedAt);
    });
  }
}
