import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { type MarketFilter, MarketList, type MarketSummary } from '../../persistence/market-list';

/** Markets by code, as they are now. */
@Injectable()
export class ListMarkets {
  constructor(
    private readonly list: MarketList,
    private readonly clock: Clock,
  ) {}

  execute(query: MarketFilter & PageRequest): Promise<Page<MarketSummary>> {
    return this.list.markets(query, query, this.clock.now());
  }
}
