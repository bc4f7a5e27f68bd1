import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { type FreshAction, inPeriod } from '../../domain';
import { LiveAtlas } from './live-atlas';
import { MarketView } from './market-view';

export interface ViewMarketQuestion {
  /** A market's code. */
  market: string;
  action: FreshAction;
}

/**
 * What may be listed in a market: the one source of lists, search, charts, facets, counts and update checks. Asks no database,
 * unless this process has just committed a change, which the next call shows.
 */
@Injectable()
export class ViewMarket {
  constructor(
    private readonly live: LiveAtlas,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unknown-market`; `rules-not-loaded` (503) for a moment after the start. */
  async execute({ market, action }: ViewMarketQuestion): Promise<MarketView> {
    const { atlas, rules } = await this.live.now();
    const place = rules.snapshot.markets.market(market);
    const now = this.clock.now().getTime();
    const tender = place.currencies.filter((period) => inPeriod(period, now));
    return new MarketView(
      atlas,
      place,
      action,
      tender.map(({ currency }) => currency),
    );
  }
}
