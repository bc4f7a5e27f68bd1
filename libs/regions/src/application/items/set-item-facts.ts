import { Injectable } from '@nestjs/common';
import { DomainError, notFound, Transactional } from '@portolan/platform';
import {
  type ItemFacts,
  type Launch,
  MARKET_CODE,
  MARKET_CODE_MAX_LENGTH,
  type PriceFact,
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
}

const MOST_PRICES = 2_000;
const CURRENCY = /^[A-Z]{3}$/;

/**
 * Tells regions a fact that another library owns, in the transaction that changes it.
 * @throws DomainError `item-not-found`, `invalid-price-fact`, `invalid-local-time`.
 */
@Injectable()
export class SetItemFacts {
  constructor(private readonly items: ItemRepository) {}

  @Transactional()
  async execute({ itemId, ...told }: SetItemFactsCommand): Promise<void> {
    if (told.prices !== undefined) checkPrices(told.prices);
    if (told.launch?.time.kind === 'market-local') wallClock(told.launch.time.at);
    const revision = await this.items.nextRevision();
    const known = await this.items.findForChange(itemId);
    if (known === null) throw notFound('item');
    const facts: ItemFacts = { ...known.facts, ...given(told) };
    await this.items.update({ ...known, facts, revision });
  }
}

/** Without the members that were passed as undefined: those say nothing. */
function given(told: Omit<SetItemFactsCommand, 'itemId'>): Partial<ItemFacts> {
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
