import type { Item } from '../../item/item';
import type { Market } from '../../market/market';
import type { MarketIndex } from '../../market/market-index';
import type { Instant, Period } from '../../period';
import type { Compiled, CompiledOffer } from '../snapshot/compiled-rules';
import type { ItemMatch } from './match-item';
import { launchInstant } from './state-faults';

/**
 * Whether any date of what has a part in the answer is still to come, for some action and as a rule in some market. Most
 * items have none, and then `nextChange` need not look at one of them.
 */
export function marketHasDates(markets: MarketIndex, market: Market, at: Instant): boolean {
  for (const place of markets.chainOf(market)) {
    for (const { from } of place.statuses) if (from !== null && from > at) return true;
  }
  for (const currency of market.currencies) if (endsOrBegins(currency, at)) return true;
  return false;
}

/** The same of the item, with the app that it belongs to, and the rules about them. */
export function itemHasDates(match: ItemMatch, market: Market, at: Instant): boolean {
  return (
    factsHaveDates(match.item, market, at) ||
    rulesHaveDates(match, at) ||
    (match.parent !== null && itemHasDates(match.parent, market, at))
  );
}

export function factsHaveDates(item: Item, market: Market, at: Instant): boolean {
  const { launch, withdrawn } = item.facts;
  if (withdrawn !== null && withdrawn.since > at) return true;
  return launch !== null && (launchInstant(item, market) ?? at) > at;
}

export function rulesHaveDates(
  { prohibitions, requirements, offers }: Pick<ItemMatch, 'prohibitions' | 'requirements' | 'offers'>,
  at: Instant,
): boolean {
  if (offersHaveDates(offers.publisher, at) || offersHaveDates(offers.store, at)) return true;
  for (const { rule, exempting } of prohibitions)
    if (isAhead(rule, at) || anyAhead(exempting, at)) return true;
  for (const { rule, anyOf, acceptances } of requirements) {
    if (isAhead(rule, at) || anyAhead(acceptances, at)) return true;
    for (const types of anyOf)
      for (const { credentials } of types) if (anyAhead(credentials, at)) return true;
  }
  return false;
}

export function offersHaveDates(offers: readonly CompiledOffer[], at: Instant): boolean {
  return anyAhead(offers, at);
}

function anyAhead(rules: readonly Compiled<unknown>[], at: Instant): boolean {
  for (const rule of rules) if (isAhead(rule, at)) return true;
  return false;
}

function isAhead({ valid, markets: { boundaries } }: Compiled<unknown>, at: Instant): boolean {
  return endsOrBegins(valid, at) || (boundaries[boundaries.length - 1] ?? at) > at;
}

function endsOrBegins({ from, until }: Period, at: Instant): boolean {
  return (from !== null && from > at) || (until !== null && until > at);
}
