import { Injectable } from '@nestjs/common';
import { PricesInMarket } from '@portolan/payments';
import { DomainError, notFound } from '@portolan/platform';
import {
  assertAllowed,
  AvailableItems,
  type AvailableItemsAnswer,
  DecideAvailability,
  type Decision,
  decisionView,
} from '@portolan/regions';

export type Price = { amount: number; currency: string };

/** What one market shows: the decisions of regions and the prices of payments, for everything the storefront answers. */
@Injectable()
export class MarketShelf {
  constructor(
    private readonly availableItems: AvailableItems,
    private readonly decideAvailability: DecideAvailability,
    private readonly pricesInMarket: PricesInMarket,
  ) {}

  /** What may be listed now. @throws DomainError `market-not-found`. */
  async listable(market: string): Promise<AvailableItemsAnswer> {
    try {
      return await this.availableItems.execute({ market, action: 'list' });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unknown-market') throw notFound('market');
      throw error;
    }
  }

  /** The rows of a list with what each one is and costs in the market. */
  async label<Row extends { id: string }>(market: string, rows: readonly Row[]) {
    const itemIds = rows.map(({ id }) => id);
    const [prices, decisions] = await Promise.all([
      this.pricesInMarket.execute({ market, itemIds }),
      this.decideAvailability.execute({
        questions: itemIds.map((itemId) => ({ itemId, market, action: 'list' as const })),
      }),
    ]);
    return rows.flatMap((row, n) => {
      const decision = decisions[n];
      // What was closed between the two questions is not shown any more.
      if (!decision?.allowed) return [];
      const price: Price | null = prices.get(row.id)?.toJSON() ?? null;
      return [{ ...row, price, availability: { state: decisionView(decision, 'public').state } }];
    });
  }

  /**
   * What one item is in the market, as anybody may know it; null if it is as if there were none.
   * @throws DomainError `item-withdrawn`.
   */
  async offer(market: string, itemId: string) {
    const [decision] = await this.decideAvailability.execute({
      questions: [{ itemId, market, action: 'acquire' }],
    });
    if (decision === undefined || decision === null || decision.state === 'hidden') return null;
    if (isWithdrawn(decision)) assertAllowed(decision, 'public');
    const price = (await this.pricesInMarket.execute({ market, itemIds: [itemId] })).get(itemId);
    const { state, reasons, nextChange } = decisionView(decision, 'public');
    return { price: price?.toJSON() ?? null, availability: { state, reasons, nextChange } };
  }
}

function isWithdrawn(decision: Decision): boolean {
  return decision.reasons.some(({ code }) => code.startsWith('COMMERCIAL.WITHDRAWN_BY_'));
}
