import { Injectable } from '@nestjs/common';
import { DomainError, notFound, Transactional } from '@portolan/platform';
import {
  type ItemFacts,
  type Launch,
  MARKET_CODE,
  MARKET_CODE_MAX_LENGTH,
  type PriceFact,
  RANK_MAX,
  wallClock,
  type Withdrawal,
} from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';

export interface SetItemFactsCommand {
  itemId: string;
  /** What is left out stays as it is. */
  published?: boolean;
  launch?: Launch | null;
  withdrawn?: Withdrawal | null;
  free?: boolean | null;
  /** Replaces all of them. A price of no market (`null`) counts wherever its currency is tender. */
  prices?: readonly PriceFact[];
  /** Where it stands in lists, highest first: a whole number from 0 to 2^31 - 1. */
  rank?: number;
}

const MOST_PRICES = 2_000;
const CURRENCY = /^[A-Z]{3}$/;

/**
 * Tells regions a fact that another library owns, in the transaction that changes it.
 * @throws DomainError `item-not-found`, `invalid-price-fact`, `invalid-local-time`, `invalid-rank`.
 */
@Injectable()
export class SetItemFacts {
  constructor(private readonly items: ItemRepository) {}

  @Transactional()
  async execute({ itemId, rank, ...told }: SetItemFactsCommand): Promise<void> {
    if (told.prices !== undefined) checkPrices(told.prices);
    if (told.launch?.time.kind === 'market-local') wallClock(told.launch.time.at);
    if (rank !== undefined && (!Number.isInteger(rank) || rank < 0 || rank > RANK_MAX))
      throw new DomainError('invalid', 'invalid-rank', `A rank is a whole number from 0 to ${RANK_MAX}.`);
    const revision = await this.items.nextRevision();
    const known = await this.items.findForChange(itemId);
    if (known === null) throw notFound('item');
    const facts: ItemFacts = { ...known.facts, ...given(told) };
    await this.items.update({ ...known, facts, revision }, rank);
  }
}

/** Without the members that were passed as undefined: those say nothing. */
function given(told: Omit<SetItemFactsCommand, 'itemId' | 'rank'>): Partial<ItemFacts> {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

function checkPrices(prices: readonly PriceFact[]): void {
  const isMarket = (code: string) => code.length <= MARKET_CODE_MAX_LENGTH && MARKET_CODE.test(code);
  const wrong = prices.find(({ market, currency }) => {
    return !CURRENCY.test(currency) || (market !== null && !isMarket(market));
  });
  if (prices.length > MOST_PRICES || wrong !== undefined) {
    throw new DomainError(
      'invalid',
      'invalid-price-fact',
      `An item has at most ${MOST_PRICES} price facts, each an ISO 4217 currency and a market's code or none.`,
    );
  }
}
