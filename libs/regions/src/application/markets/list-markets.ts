import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import { CurrentRules } from '../decisions/current-rules';
import { type MarketFilter, MarketList, type MarketSummary } from '../../persistence/market-list';

export interface ListMarketsQuery extends Omit<MarketFilter, 'codes'>, PageRequest {
  /** Only those that this group covers now. */
  group?: string | undefined;
}

/** Markets by code, as they are now. */
@Injectable()
export class ListMarkets {
  constructor(
    private readonly list: MarketList,
    private readonly rules: CurrentRules,
    private readonly clock: Clock,
  ) {}

  async execute({ group, ...query }: ListMarketsQuery): Promise<Page<MarketSummary>> {
    const now = this.clock.now();
    const filter = group === undefined ? query : { ...query, codes: await this.membersOf(group, now) };
    return this.list.markets(filter, query, now);
  }

  private async membersOf(group: string, now: Date): Promise<string[]> {
    const { snapshot, groups } = await this.rules.get();
    return groups.some(({ code }) => code === group) ? snapshot.markets.membersOf(group, now.getTime()) : [];
  }
}
