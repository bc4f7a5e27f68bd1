import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { type MarketGroupSummary, MarketList } from '../../persistence/market-list';

/** Groups by code, with how many members they have now. */
@Injectable()
export class ListMarketGroups {
  constructor(
    private readonly list: MarketList,
    private readonly clock: Clock,
  ) {}

  execute(query: PageRequest): Promise<Page<MarketGroupSummary>> {
    return this.list.groups(query, this.clock.now());
  }
}
