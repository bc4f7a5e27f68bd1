import { Injectable } from '@nestjs/common';
import { Clock, notFound } from '@portolan/platform';
import { ItemRepository } from '../../persistence/item-repository';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { CurrentRules } from '../decisions/current-rules';
import { type Territories, territoriesView } from './territories';

/** @throws DomainError `item-not-found`. */
@Injectable()
export class GetTerritories {
  constructor(
    private readonly rules: CurrentRules,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ itemId }: { itemId: string }): Promise<Territories> {
    if ((await this.items.find(itemId)) === null) throw notFound('item', itemId);
    const known = await this.offers.selectionOf(itemId);
    const { markets } = (await this.rules.get()).snapshot;
    const covered = known === null ? [] : markets.covered(known.offer.markets, this.clock.now().getTime());
    return territoriesView(known, covered);
  }
}
