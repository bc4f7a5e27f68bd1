import { Injectable } from '@nestjs/common';
import { Clock, notFound } from '@portolan/platform';
import { type Market, type MarketStatus, type MarketSuccession, statusAt } from '../../domain';
import { CurrentRules } from '../decisions/current-rules';

export interface MarketDetail {
  market: Market;
  /** The status in force now. */
  status: MarketStatus;
  /** Codes of the groups that cover it now. */
  groups: string[];
  /** Whose place it takes, and from when on. */
  predecessors: MarketSuccession[];
}

/** @throws DomainError `market-not-found`. */
@Injectable()
export class GetMarket {
  constructor(
    private readonly rules: CurrentRules,
    private readonly clock: Clock,
  ) {}

  async execute({ code }: { code: string }): Promise<MarketDetail> {
    const { snapshot, groups } = await this.rules.get();
    const market = snapshot.markets.markets.find((one) => one.code === code);
    if (market === undefined) throw notFound('market', code);
    const at = this.clock.now().getTime();
    return {
      market,
      status: statusAt(market, at),
      groups: groups
        .map((group) => group.code)
        .filter((group) => snapshot.markets.groupCovers(group, market, at)),
      predecessors: snapshot.markets.markets.flatMap((one) =>
        (one.successors ?? [])
          .filter((next) => next.market === code)
          .map(({ from }) => ({ market: one.code, from })),
      ),
    };
  }
}
