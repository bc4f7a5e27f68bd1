import { Injectable } from '@nestjs/common';
import type { ListedPage, RankedQuestion } from '@portolan/catalog';
import { PricesInMarket } from '@portolan/payments';
import { DomainError, notFound } from '@portolan/platform';
import {
  assertAllowed,
  DecideAvailability,
  type Decision,
  decisionView,
  type MarketView,
  ViewMarket,
} from '@portolan/regions';
import { PriceLabels } from './cache/price-labels';
import type { PreparedAnswer } from './cache/conditional-get';
import { listOf } from './cache/list-bytes';
import { type PrintedRow, PrintedRows } from './cache/printed-rows';

/** What one market shows: the answers of regions and the prices of payments, for everything the storefront answers. */
@Injectable()
export class MarketShelf {
  constructor(
    private readonly viewMarket: ViewMarket,
    private readonly decideAvailability: DecideAvailability,
    private readonly pricesInMarket: PricesInMarket,
    private readonly priceLabels: PriceLabels,
    private readonly printed: PrintedRows,
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

  /** The same without waiting; `null` where the database would have to be asked. @throws DomainError `unknown-market`. */
  current(market: string): MarketView | null {
    return this.viewMarket.current({ market, action: 'list' });
  }

  /**
   * Prints pages with what each row is and costs in the market; to be made before the rows are read. The row behind a page is printed,
   * too: then the page is known as a whole the next time.
   * @param languages what the rows depend on besides their items; @param ending further members of each row
   */
  printer(view: MarketView, languages: string, ending = '') {
    const { moment } = this.printed;
    const place = this.printed.placeOf(view, languages);
    return async ({ data, nextCursor, behind }: ListedPage<{ id: string }>): Promise<PreparedAnswer> => {
      const rows = behind === null ? data : [...data, behind];
      const prices = await this.priceLabels.find(
        view,
        rows.map(({ id }) => id),
      );
      const printed = rows.map((row) => {
        const position = view.positionOf(row.id);
        const known = this.printed.find(view, place, position);
        if (known !== undefined) return known;
        const opening = `${JSON.stringify(row).slice(0, -1)},"price":${prices.get(row.id) ?? 'null'}`;
        const json = (state: string) => `${opening},"availability":{"state":"${state}"}${ending}}`;
        return this.printed.print(view, place, position, json, moment);
      });
      return listOf(view.epoch, printed.slice(0, data.length), nextCursor);
    };
  }

  /** A page of rows that are all printed, newest first; `null` if one is not. */
  reprint(view: MarketView, question: RankedQuestion, languages: string): PreparedAnswer | null {
    const { limit } = question;
    const place = this.printed.placeOf(view, languages);
    const rows: PrintedRow[] = [];
    for (const position of view.positions({ ...question, limit: limit + 1 })) {
      const row = this.printed.find(view, place, position);
      if (row === undefined) return null;
      rows.push(row);
    }
    const nextCursor = rows.length > limit ? (rows[limit - 1]?.cursor ?? null) : null;
    return listOf(view.epoch, rows.length > limit ? rows.slice(0, limit) : rows, nextCursor);
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
