import { Injectable } from '@nestjs/common';
import { type Actor, Ids, Transactional } from '@portolan/platform';
import { ItemRepository } from '../../persistence/item-repository';
import { RegionEpoch } from '../../persistence/region-epoch';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { everywhere } from './products-everywhere';

/**
 * Offers the in-app products of an app in the name of the publisher that takes it over. What the former publisher selected
 * is over. Called before the app itself is put (which is what makes its products the new publisher's): rules are changed before items.
 */
@Injectable()
export class HandOverProducts {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly ids: Ids,
  ) {}

  /** @param command.publisherId the new one */
  @Transactional()
  async execute({ appId, publisherId, actor }: { appId: string; publisherId: string; actor: Actor }) {
    const itemIds = await this.items.productsOf(appId);
    if (itemIds.length === 0) return;
    await this.epoch.change({ actor, kind: 'territories.select', ids: itemIds }, async (recordedAt) => {
      const now = this.epoch.now;
      const before = await this.offers.selectionsOf(itemIds);
      const old = [...before.values()].map(({ offer }) => offer.id);
      await this.offers.cutAll(old, now.getTime(), recordedAt);
      await this.offers.insertAll(everywhere(this.ids, { itemIds, publisherId }, now), recordedAt);
    });
  }
}
