import { Injectable } from '@nestjs/common';
import { OfferRepository } from '../../persistence/rules/offer-repository';

/** What a publisher selected for one item. */
export interface SelectedScope {
  readonly expression: string;
  readonly coversFutureMarkets: boolean;
  /** The epoch of the selection, for `ifVersion`. */
  readonly version: number;
}

/** What publishers selected, by item; one for which nothing is selected has no entry. */
@Injectable()
export class ListSelections {
  constructor(private readonly offers: OfferRepository) {}

  async execute({ itemIds }: { itemIds: readonly string[] }): Promise<Map<string, SelectedScope>> {
    const found = await this.offers.selectionsOf(itemIds);
    return new Map(
      [...found].map(([itemId, { offer, epoch }]) => {
        const { expression, coversFutureMarkets } = offer.markets;
        return [itemId, { expression, coversFutureMarkets, version: epoch }];
      }),
    );
  }
}
