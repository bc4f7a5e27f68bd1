import { Injectable } from '@nestjs/common';
import { type ContextDecision, DecideRequest } from '@portolan/regions';
import type { OrderLine } from '../../domain/orders/order';

export interface BuyerQuestion {
  /** The home market that counts: that of when the order was placed. */
  homeMarket: string | null;
  market: string;
  lines: readonly Pick<OrderLine, 'itemId' | 'amount'>[];
  /** Where devices are sent to. */
  shipTo: string | null;
  /** Where the payment method was issued; null: none is known, or the provider does not say. */
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
    const { homeMarket, market, lines, shipTo, paymentCountry, unfit } = question;
    const context = {
      accountMarket: homeMarket,
      paymentMarket: paymentCountry,
      shipToMarket: shipTo,
      locationMarket: null,
      age: null,
      minimumAge: null,
    };
    const itemIds = lines.map(({ itemId }) => itemId);
    const free = new Set(lines.flatMap(({ itemId, amount }) => (amount === 0n ? [itemId] : [])));
    return this.decide.execute({ itemIds, market, action: 'acquire', context, unfit, free });
  }
}
