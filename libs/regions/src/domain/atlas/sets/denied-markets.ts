import type { ItemMatch, ProhibitionMatch, RequirementMatch } from '../../decision/evaluate/match-item';
import type { ActionMask } from '../../decision/snapshot/action-mask';
import type { Compiled } from '../../decision/snapshot/compiled-rules';
import { addAll, emptyMarketSet, intersection, type MarketSet, removeAll } from '../../market/market-set';
import { type Instant, inPeriod } from '../../period';

/** `prohibits` and `isUnmet` of `examine.ts`, said of all markets at once: the markets in which L0 or L1 denies the action. */
export function deniedMarkets(match: ItemMatch, at: Instant, action: ActionMask): MarketSet {
  const denied = emptyMarketSet();
  for (const prohibition of match.prohibitions) {
    if ((prohibition.rule.mask & action) !== 0) addAll(denied, prohibitedMarkets(prohibition, at));
  }
  for (const requirement of match.requirements) {
    const { mask, row } = requirement.rule;
    if ((mask & action) === 0 || row.enforcement === 'advisory') continue;
    addAll(denied, unmetMarkets(requirement, at));
  }
  return denied;
}

function prohibitedMarkets({ rule, exempting }: ProhibitionMatch, at: Instant): MarketSet {
  const markets = holdingMarkets([rule], at);
  removeAll(markets, holdingMarkets(exempting, at));
  return markets;
}

function unmetMarkets({ rule, anyOf, acceptances }: RequirementMatch, at: Instant): MarketSet {
  const markets = holdingMarkets([rule], at);
  for (const types of anyOf) {
    let met = markets;
    for (const { credentials } of types) met = intersection(met, holdingMarkets(credentials, at));
    removeAll(markets, met);
  }
  if (rule.row.enforcement === 'risk-gated') removeAll(markets, holdingMarkets(acceptances, at));
  return markets;
}

/** Where at least one of the rules holds. */
function holdingMarkets(rules: readonly Compiled<unknown>[], at: Instant): MarketSet {
  const markets = emptyMarketSet();
  for (const rule of rules) if (inPeriod(rule.valid, at)) addAll(markets, rule.markets.setAt(at));
  return markets;
}
