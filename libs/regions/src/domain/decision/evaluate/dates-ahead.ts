import type { Market } from '../../market/market';
import type { MarketIndex } from '../../market/market-index';
import type { Instant, Period } from '../../period';
import type { Compiled } from '../snapshot/compiled-rules';
import type { ItemMatch } from './match-item';
import { launchInstant } from './state-faults';

/**
 * Whether any date of what has a part in the answer is still to come, for some action and as a rule in some market. Most
 * items have none, and then `nextChange` need not look at one of them.
 */
export function hasDatesAhead(markets: MarketIndex, match: ItemMatch, market: Market, at: Instant): boolean {
  for (const place of markets.chainOf(market)) {
    for (const { from } of place.statuses) if (from !== null && from > at) return true;
  }
  for (const currency of market.currencies) if (endsOrBegins(currency, at)) return true;
  return ofItem(match, market, at) || (match.parent !== null && ofItem(match.parent, market, at));
}

function ofItem(match: ItemMatch, market: Market, at: Instant): boolean {
  const { item, prohibitions, requirements, offers } = match;
  const { launch, withdrawn } = item.facts;
  if (withdrawn !== null && withdrawn.since > at) return true;
  if (launch !== null && (launchInstant(item, market) ?? at) > at) return true;
  if (anyAhead(offers.publisher, at) || anyAhead(offers.store, at)) return true;
  for (const { rule, exempting } of prohibitions)
    if (isAhead(rule, at) || anyAhead(exempting, at)) return true;
  for (const { rule, anyOf, acceptances } of requirements) {
    if (isAhead(rule, at) || anyAhead(acceptances, at)) return true;
    for (const types of anyOf)
      for (const { credentials } of types) if (anyAhead(credentials, at)) return true;
  }
  return false;
}

function anyAhead(rules: readonly Compiled<unknown>[], at: Instant): boolean {
  for (const rule of rules) if (isAhead(rule, at)) return true;
  return false;
}

function isAhead({ valid, markets: { boundaries } }: Compiled<unknown>, at: Instant): boolean {
  if (endsOrBegins(valid, at)) return true;
  return boundaries.length > 0 && (boundaries[boundaries.length - 1] ?? at) > at;
}

function endsOrBegins({ from, until }: Period, at: Instant): boolean {
  return (from !== null && from > at) || (until !== null && until > at);
}
