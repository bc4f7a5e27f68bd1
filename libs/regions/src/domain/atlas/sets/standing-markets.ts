import { itemFaults, marketFaults } from '../../decision/evaluate/state-faults';
import { bit } from '../../decision/snapshot/action-mask';
import type { Item, PriceFact } from '../../item/item';
import type { Market } from '../../market/market';
import type { MarketIndex } from '../../market/market-index';
import { addSlot, emptyMarketSet, intersection, type MarketSet } from '../../market/market-set';
import type { Instant } from '../../period';
import type { FreshAction } from '../../rules/action';
import type { Standing } from '../items/profiles';

export type ActionSets = Readonly<Record<FreshAction, MarketSet>>;

/** Where markets are open, parents counted. */
export function openMarkets(markets: MarketIndex, at: Instant): ActionSets {
  return faultless(markets, (market, report) => marketFaults(markets, market, at, (_, mask) => report(mask)));
}

/** Where the facts of items allow something: L3 of `decide`, said of all markets at once. */
export class StandingMarkets {
  private readonly priced = new Map<readonly PriceFact[], MarketSet>();

  constructor(
    private readonly markets: MarketIndex,
    private readonly at: Instant,
  ) {}

  /** `asParent`: of the app of an in-app product. */
  of({ isOrphan, facts }: Standing, asParent: boolean): ActionSets {
    const item = itemWith({ ...facts, free: true }, isOrphan);
    const sets = faultless(this.markets, (market, report) => {
      return itemFaults(this.markets, item, market, this.at, asParent, (_, mask) => report(mask));
    });
    if (facts.free === true) return sets;
    const priced = this.pricedIn(facts.prices);
    return { list: intersection(sets.list, priced), acquire: intersection(sets.acquire, priced) };
  }

  /** Asked for each list of prices once, and in each market of the prices that can count there only: lists are long. */
  private pricedIn(prices: readonly PriceFact[]): MarketSet {
    const known = this.priced.get(prices);
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (known !== undefined) return known;
    const byMarket = new Map<string | null, PriceFact[]>();
    // Stryker disable next-line ArrayDeclaration: what is no price counts nowhere
    for (const price of prices) byMarket.set(price.market, [...(byMarket.get(price.market) ?? []), price]);
    const { list } = faultless(this.markets, (market, report) => {
      const places = [null, ...this.markets.chainOf(market).map(({ code }) => code)];
      // Stryker disable next-line ArrayDeclaration: what is no price counts nowhere
      const facts = { free: false, prices: places.flatMap((place) => byMarket.get(place) ?? []) };
      const item = itemWith({ published: true, launch: null, withdrawn: null, ...facts }, false);
      // Stryker disable next-line BooleanLiteral: without a launch it is the same
      return itemFaults(this.markets, item, market, this.at, false, (_, mask) => report(mask));
    });
    this.priced.set(prices, list);
    return list;
  }
}

function itemWith(facts: Item['facts'], isOrphan: boolean): Item {
  const kind = isOrphan ? 'in-app-product' : 'app';
  // Stryker disable next-line StringLiteral: what the item is called is not asked
  return { id: '', kind, category: '', publisherId: '', attributes: {}, facts, parent: null };
}

/** `faults` reports the actions that each fault denies. */
function faultless(
  markets: MarketIndex,
  faults: (market: Market, report: (mask: number) => boolean) => boolean,
): ActionSets {
  const sets = { list: emptyMarketSet(), acquire: emptyMarketSet() };
  for (const market of markets.markets) {
    let denied = 0;
    faults(market, (mask) => {
      denied |= mask;
      // Stryker disable next-line BooleanLiteral: every fault but the last one denies both actions
      return true;
    });
    if ((denied & bit('list')) === 0) addSlot(sets.list, market.slot);
    if ((denied & bit('acquire')) === 0) addSlot(sets.acquire, market.slot);
  }
  return sets;
}
