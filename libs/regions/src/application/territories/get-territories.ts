import { Injectable } from '@nestjs/common';
import { Clock, notFound } from '@portolan/platform';
import type { ItemKind } from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';
import { OfferRepository } from '../../persistence/rules/offer-repository';
import { CurrentRules } from '../decisions/current-rules';
import { type Territories, territoriesView } from './territories';

export interface GetTerritoriesQuery {
  itemId: string;
  /** An item of another kind counts as unknown. Left out: any kind. */
  kind?: ItemKind;
}

/** @throws DomainError `item-not-found`. */
@Injectable()
export class GetTerritories {
  constructor(
    private readonly rules: CurrentRules,
    private readonly offers: OfferRepository,
    private readonly items: ItemRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ itemId, kind }: GetTerritoriesQuery): Promise<Territories> {
    const item = await this.items.find(itemId);
    if (item === null || item.kind !== (kind ?? item.kind)) throw notFound('item', itemId);
    const known = await this.offers.selectionOf(itemId);
    const { markets } = (await this.rules.get()).snapshot;
    const covered = known === null ? [] : markets.covered(known.offer.markets, this.clock.now().getTime());
    return territoriesView(known, covered);
  }
}
