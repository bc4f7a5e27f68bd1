import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { inPeriod } from '../../domain';
import { CurrentRules } from '../decisions/current-rules';

/** How one market pays. */
export interface LegalTender {
  /** ISO 4217; two while one replaces the other. */
  readonly currencies: readonly string[];
  /** The market itself, then what it is a subdivision of: a price of any of them counts in it. */
  readonly chain: readonly string[];
}

/** The currencies of markets at an instant, for whoever sets or reads prices. */
@Injectable()
export class FindLegalTender {
  constructor(
    private readonly rules: CurrentRules,
    private readonly clock: Clock,
  ) {}

  /**
   * By market's code, as far as the rules know the market; from the compiled rules in memory.
   * @param query.at default: now
   */
  async execute(query: {
    markets: readonly string[];
    at?: Date | undefined;
  }): Promise<Map<string, LegalTender>> {
    const { markets } = (await this.rules.get()).snapshot;
    const at = (query.at ?? this.clock.now()).getTime();
    const wanted = new Set(query.markets);
    return new Map(
      markets.markets
        .filter((market) => wanted.has(market.code))
        .map((market) => {
          const currencies = market.currencies.filter((period) => inPeriod(period, at));
          const chain = markets.chainOf(market).map((place) => place.code);
          return [market.code, { currencies: currencies.map(({ currency }) => currency), chain }];
        }),
    );
  }
}
