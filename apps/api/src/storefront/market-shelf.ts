import { Injectable } from '@nestjs/common';
import { PricesInMarket } from '@portolan/payments';
import { DomainError, notFound, type Page } from '@portolan/platform';
import {
  assertAllowed,
  DecideAvailability,
  type Decision,
  decisionView,
  type MarketView,
  ViewMarket,
} from '@portolan/regions';
import { PriceLabels } from './cache/price-labels';
import { PreparedAnswer } from './cache/conditional-get';

/** Rows of lists are kept and shared, and so is their JSON. */
const PRINTED = new WeakMap<object, string>();

/** What one market shows: the answers of regions and the prices of payments, for everything the storefront answers. */
@Injectable()
export class MarketShelf {
  constructor(
    private readonly viewMarket: ViewMarket,
    private readonly decideAvailability: DecideAvailability,
    private readonly pricesInMarket: PricesInMarket,
    private readonly priceLabels: PriceLabels,
  ) {}

  /** What may be listed now. @throws DomainError `market-not-found`. */
  async view(market: string): Promise<MarketView> {
    try {
      return await this.viewMarket.execute({ market, action: 'list' });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unknown-market') throw notFound('market');
      throw error;
    }
  }

  /** A page of a list with what each row is and costs in the market, put together from what is printed already. @param ending further members of each row */
  async print(
    view: MarketView,
    { data, nextCursor }: Page<{ id: string }>,
    ending = '',
  ): Promise<PreparedAnswer> {
    const prices = await this.priceLabels.find(
      view,
      data.map(({ id }) => id),
    );
    const rows = data.map((row) => {
      const label = `"price":${prices.get(row.id) ?? 'null'},"availability":{"state":"${view.state(row.id)}"}`;
      return `${opening(row)},${label}${ending}}`;
    });
    const { epoch } = view;
    const json = `{"epoch":${epoch},"data":[${rows.join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}`;
    return new PreparedAnswer(epoch, json);
  }

  /** The rows of a list with what each one is and costs in the market. */
  async label<Row extends { id: string }>(view: MarketView, rows: readonly Row[]) {
    const prices = await this.pricesInMarket.execute({
      market: view.code,
      itemIds: rows.map(({ id }) => id),
    });
    return rows.map((row) => {
      const price = prices.get(row.id)?.toJSON() ?? null;
      return { ...row, price, availability: { state: view.state(row.id) } };
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

/** A row as JSON, without the bracket that closes it. */
function opening(row: object): string {
  let printed = PRINTED.get(row);
  if (printed === undefined) {
    printed = JSON.stringify(row).slice(0, -1);
    PRINTED.set(row, printed);
  }
  return printed;
}
