import { Injectable } from '@nestjs/common';
import { DomainError, type Money } from '@portolan/platform';
import { ListMarkets, type MarketSummary } from '@portolan/regions';
import { RateTable } from '../../domain/rates/exchange';
import { ListRates } from './list-rates';

/** A market that the price cannot be given in, and why. */
export interface LeftOut {
  market: string;
  code: string;
  detail: string;
}

export interface ConvertedPrices {
  prices: { market: string; money: Money }[];
  leftOut: LeftOut[];
  /** For markets without a currency of their own; null without a rate. */
  euro: Money | null;
  dollar: Money | null;
}

const PAGE = 100;

/** One price in the currency of each country and territory, by today's rates, without any tax. It sets nothing. */
@Injectable()
export class ConvertPrice {
  constructor(
    private readonly rates: ListRates,
    private readonly listMarkets: ListMarkets,
  ) {}

  /** @throws DomainError `exchange-rate-unknown` for the currency of the price itself. */
  async execute(price: Money): Promise<ConvertedPrices> {
    const table = new RateTable(await this.rates.execute());
    table.require(price.currency.code);
    const converted: ConvertedPrices = { prices: [], leftOut: [], euro: null, dollar: null };
    for (const { code: market, currencies } of await this.markets()) {
      const currency = currencies.at(-1);
      if (currency === undefined) continue;
      const money = attempt(() => table.convert(price, currency));
      const fault = money instanceof DomainError ? money : attempt(() => money.assertChargeable());
      if (fault instanceof DomainError)
        converted.leftOut.push({ market, code: fault.code, detail: fault.detail });
      else converted.prices.push({ market, money: money as Money });
    }
    const [euro, dollar] = ['EUR', 'USD'].map((currency) => attempt(() => table.convert(price, currency)));
    converted.euro = euro instanceof DomainError ? null : (euro ?? null);
    converted.dollar = dollar instanceof DomainError ? null : (dollar ?? null);
    return converted;
  }

  /** Countries and territories: a subdivision pays as its country does. */
  private async markets(): Promise<MarketSummary[]> {
    const all: MarketSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.listMarkets.execute({ limit: PAGE, cursor });
      all.push(...page.data.filter(({ parent }) => parent === null));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all;
  }
}

function attempt<T>(work: () => T): T | DomainError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
