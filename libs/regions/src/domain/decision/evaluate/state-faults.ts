import type { Item } from '../../item/item';
import { localTimeToInstant } from '../../market/local-time';
import type { Market } from '../../market/market';
import { type MarketIndex, statusAt } from '../../market/market-index';
import { type Instant, inPeriod } from '../../period';
import {
  ALL_MASK,
  type ActionMask,
  bit,
  FRESH_MASK,
  KEEPING_MASK,
  lostBy,
  PAID_MASK,
} from '../snapshot/action-mask';
import type { StateFault } from './failure';

type Report = (fault: StateFault, mask: ActionMask) => boolean;

const SUSPENDED_MASK = FRESH_MASK | bit('renew');

/** A subdivision also needs its parents: closing a country closes all of it. False as soon as `report` says stop. */
export function marketFaults(markets: MarketIndex, market: Market, at: Instant, report: Report): boolean {
  for (const place of markets.chainOf(market)) {
    const status = statusAt(place, at);
    if (status === 'open') continue;
    const goOn =
      status === 'suspended'
        ? report({ what: 'market', market: place, code: 'MARKET_SUSPENDED' }, SUSPENDED_MASK)
        : report(
            {
              what: 'market',
              market: place,
              code: status === 'closed' ? 'MARKET_CLOSED' : 'MARKET_NOT_OPEN_YET',
            },
            ALL_MASK,
          );
    if (!goOn) return false;
  }
  return true;
}

/** The item's own facts. `asParent`: the item is the app of the asked in-app product. */
export function itemFaults(
  markets: MarketIndex,
  item: Item,
  market: Market,
  at: Instant,
  asParent: boolean,
  report: Report,
): boolean {
  const { published, withdrawn, launch, free } = item.facts;
  if (item.kind === 'in-app-product' && item.parent === null && !report({ what: 'parent-missing' }, ALL_MASK))
    return false;
  if (!published && !report({ what: 'not-published' }, ALL_MASK)) return false;
  if (withdrawn !== null && withdrawn.since <= at) {
    if (!report({ what: 'withdrawn', withdrawal: withdrawn }, FRESH_MASK | lostBy(withdrawn.retention)))
      return false;
  }
  if (launch !== null) {
    const launchAt = launchInstant(item, market);
    if (launchAt !== null && at < launchAt) {
      const mask = beforeLaunch(launch.before, asParent);
      if (!report({ what: 'not-launched', before: launch.before, launchAt }, mask)) return false;
    }
  }
  if (free === true) return true;
  return (
    isPriced(markets, item, market, at) ||
    report({ what: 'price-missing', currencies: currenciesAt(market, at) }, PAID_MASK)
  );
}

/** When selling begins in a market; `null`: there is nothing to wait for. */
export function launchInstant(item: Pick<Item, 'facts'>, market: Market): Instant | null {
  const time = item.facts.launch?.time;
  if (time === undefined) return null;
  return time.kind === 'instant' ? time.at : localTimeToInstant(market.zone, time.at);
}

/** An ordered copy cannot be had before the launch, and an app that cannot be had yet sells no in-app products. */
function beforeLaunch(before: 'embargo' | 'announce' | 'preorder', asParent: boolean): ActionMask {
  if (before === 'embargo') return ALL_MASK;
  return before === 'announce' || asParent ? ALL_MASK & ~bit('list') : KEEPING_MASK;
}

function currenciesAt(market: Market, at: Instant): string[] {
  return market.currencies.filter((period) => inPeriod(period, at)).map(({ currency }) => currency);
}

function isPriced(markets: MarketIndex, item: Item, market: Market, at: Instant): boolean {
  for (const { market: place, currency } of item.facts.prices) {
    if (isWithin(markets, market, place) && isTender(market, currency, at)) return true;
  }
  return false;
}

/** @param place `null`: everywhere */
function isWithin(markets: MarketIndex, market: Market, place: string | null): boolean {
  if (place === null) return true;
  // Stryker disable next-line ConditionalExpression: a shorter way to what the loop finds
  if (place === market.code) return true;
  for (const { code } of markets.chainOf(market)) if (code === place) return true;
  return false;
}

function isTender({ currencies }: Market, currency: string, at: Instant): boolean {
  for (const period of currencies) if (period.currency === currency && inPeriod(period, at)) return true;
  return false;
}
