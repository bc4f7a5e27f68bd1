import { Injectable } from '@nestjs/common';
import { type HolderCount, HolderCounts } from '../../persistence/holder-counts';

/**
 * How many accounts own items that they acquired in these markets, most first. An account owns an item once, so the numbers
 * of one item may be added up; `null` means any market, or any item.
 */
@Injectable()
export class CountHolders {
  constructor(private readonly holders: HolderCounts) {}

  async execute(query: {
    markets: readonly string[] | null;
    itemIds: readonly string[] | null;
    limit: number;
  }): Promise<HolderCount[]> {
    return this.holders.count(query.markets, query.itemIds, query.limit);
  }
}
