import type { Money } from '@portolan/platform';

/** A region that a price cannot be worked out for, and why. */
export interface UnpricedRegion {
  market: string;
  code: string;
  detail: string;
}

/** What a price is in the currencies of all regions. */
export abstract class PriceConverter {
  /** @throws DomainError `exchange-rate-unknown` for the currency of the price itself. */
  abstract convert(
    price: Money,
  ): Promise<{ prices: { market: string; money: Money }[]; leftOut: UnpricedRegion[] }>;
}
