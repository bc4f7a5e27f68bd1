import { Injectable } from '@nestjs/common';
import { type ContextDecision, DecideRequest } from '@portolan/regions';
import { BuyerDirectory } from '../ports/buyer-directory';

export interface BuyerQuestion {
  accountId: string;
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
  constructor(
    private readonly buyers: BuyerDirectory,
    private readonly decide: DecideRequest,
  ) {}

  /** By item. */
  async execute(question: BuyerQuestion): Promise<Map<string, ContextDecision>> {
    const { accountId, market, itemIds, shipTo, paymentCountry, unfit } = question;
    const context = {
      accountMarket: await this.buyers.homeMarketOf(accountId),
      paymentMarket: paymentCountry,
      shipToMarket: shipTo,
      locationMarket: null,
      age: null,
      minimumAge: null,
    };
    return this.decide.execute({ itemIds, market, action: 'acquire', context, unfit });
  }
}
