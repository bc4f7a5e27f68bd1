import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { type FreshAction, inPeriod } from '../../domain';
import { type LiveAnswers, LiveAtlas } from './live-atlas';
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
    return this.viewOf(await this.live.now(), market, action);
  }

  /** The same without waiting; `null` where the database would have to be asked. @throws DomainError `unknown-market`. */
  current({ market, action }: ViewMarketQuestion): MarketView | null {
    const answers = this.live.current();
    return answers === null ? null : this.viewOf(answers, market, action);
  }

  private viewOf({ atlas, rules }: LiveAnswers, market: string, action: FreshAction): MarketView {
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
