import { Injectable } from '@nestjs/common';
import { type ContextDecision, DecideRequest } from '@portolan/regions';

export interface BuyerQuestion {
  /** The home market that counts: that of when the order was placed. */
  homeMarket: string | null;
  market: string;
  itemIds: readonly string[];
  /** Where devices are sent to. */
  shipTo: string | null;
  /** Where the payment method was issued; null: nothing is paid, or the provider does not say. */
  paymentCountry: string | null;
  /** Items that are known not to run on the buyer's device. */
  unfit?: ReadonlySet<string> | undefined;
}

/**
 * What speaks against this buyer, as far as the store knows them. Nobody's age and no request's location is known here: see
 * "What is known of a request" in docs/regions.md.
 */
@Injectable()
export class DecideBuyer {
  constructor(private readonly decide: DecideRequest) {}

  /** By item. */
  execute(question: BuyerQuestion): Promise<Map<string, ContextDecision>> {
    const { homeMarket, market, itemIds, shipTo, paymentCountry, unfit } = question;
    const context = {
      accountMarket: homeMarket,
      paymentMarket: paymentCountry,
      shipToMarket: shipTo,
      locationMarket: null,
      age: null,
      minimumAge: null,
    };
    return this.decide.execute({ itemIds, market, action: 'acquire', context, unfit });
  }
}
