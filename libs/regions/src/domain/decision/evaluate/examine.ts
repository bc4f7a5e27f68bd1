import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import { type ActionMask, bit } from '../snapshot/action-mask';
import { holds } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import type { Failure } from './failure';
import type { ItemMatch, RequirementMatch } from './match-item';
import { offerVerdict } from './offer-verdict';
import { itemFaults, marketFaults } from './state-faults';

/**
 * The semantics: walks L0 to L3 and reports everything that fails for any of the `wanted` actions, unmet advisory
 * requirements too. Stops, and returns false, as soon as `report` returns false.
 */
export function examine(
  rules: RuleSnapshot,
  match: ItemMatch,
  market: Market,
  at: Instant,
  wanted: ActionMask,
  report: (failure: Failure) => boolean,
): boolean {
  const stateReport = (fault: Extract<Failure, { layer: 'state' }>['fault'], mask: ActionMask) =>
    (mask & wanted) === 0 || report({ layer: 'state', match, mask, fault });
  return (
    marketFaults(rules.markets, market, at, stateReport) &&
    examineItem(rules, match, market, at, wanted, report, false) &&
    (match.parent === null || examineItem(rules, match.parent, market, at, wanted, report, true))
  );
}

function examineItem(
  rules: RuleSnapshot,
  match: ItemMatch,
  market: Market,
  at: Instant,
  wanted: ActionMask,
  report: (failure: Failure) => boolean,
  asParent: boolean,
): boolean {
  const { slot } = market;
  for (const prohibition of match.prohibitions) {
    const { rule, exempting } = prohibition;
    if ((rule.mask & wanted) === 0 || !holds(rule, slot, at)) continue;
    if (exempting.some((credential) => holds(credential, slot, at))) continue;
    if (!report({ layer: 'prohibition', match, mask: rule.mask, prohibition })) return false;
  }
  for (const requirement of match.requirements) {
    const { rule } = requirement;
    if ((rule.mask & wanted) === 0 || !holds(rule, slot, at) || isMet(requirement, slot, at)) continue;
    if (!report({ layer: 'requirement', match, mask: rule.mask, requirement })) return false;
  }
  for (const side of ['publisher', 'store'] as const) {
    for (const action of ['list', 'acquire'] as const) {
      const mask = bit(action);
      if ((mask & wanted) === 0) continue;
      const { offered, against, inFavour } = offerVerdict(match.offers[side], slot, at, mask);
      if (!offered && !report({ layer: 'offer', match, mask, side, against, inFavour })) return false;
    }
  }
  return itemFaults(rules.markets, match.item, market, at, asParent, (fault, mask) => {
    return (mask & wanted) === 0 || report({ layer: 'state', match, mask, fault });
  });
}

function isMet({ rule, anyOf, acceptances }: RequirementMatch, slot: number, at: Instant): boolean {
  if (anyOf.some((types) => types.every((type) => type.credentials.some((one) => holds(one, slot, at)))))
    return true;
  return (
    rule.row.enforcement === 'risk-gated' && acceptances.some((acceptance) => holds(acceptance, slot, at))
  );
}

/** Advisory requirements are reported and deny nothing. */
export function denies(failure: Failure): boolean {
  return failure.layer !== 'requirement' || failure.requirement.rule.row.enforcement !== 'advisory';
}
