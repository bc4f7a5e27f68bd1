import type { Market } from '../../market/market';
import type { Instant } from '../../period';
import { type ActionMask, bit, FRESH_MASK } from '../snapshot/action-mask';
import { type Compiled, type CompiledOffer, holds } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import type { Failure } from './failure';
import type { ItemMatch, ProhibitionMatch, RequirementMatch } from './match-item';
import { offeredActions, type OfferVerdict, offerVerdict } from './offer-verdict';
import { itemFaults, marketFaults } from './state-faults';

const FRESH_BITS = [bit('list'), bit('acquire')];

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
    const { rule } = prohibition;
    if ((rule.mask & wanted) === 0 || !prohibits(prohibition, slot, at)) continue;
    if (!report({ layer: 'prohibition', match, mask: rule.mask, prohibition })) return false;
  }
  for (const requirement of match.requirements) {
    const { rule } = requirement;
    if ((rule.mask & wanted) === 0 || !isUnmet(requirement, slot, at)) continue;
    if (!report({ layer: 'requirement', match, mask: rule.mask, requirement })) return false;
  }
  const { publisher, store } = match.offers;
  if (!examineOffers(match, 'publisher', publisher, slot, at, wanted, report)) return false;
  if (!examineOffers(match, 'store', store, slot, at, wanted, report)) return false;
  return itemFaults(rules.markets, match.item, market, at, asParent, (fault, mask) => {
    return (mask & wanted) === 0 || report({ layer: 'state', match, mask, fault });
  });
}

function examineOffers(
  match: ItemMatch,
  side: 'publisher' | 'store',
  offers: readonly CompiledOffer[],
  slot: number,
  at: Instant,
  wanted: ActionMask,
  report: (failure: Failure) => boolean,
): boolean {
  const missing = wanted & FRESH_MASK & ~offeredActions(offers, slot, at, wanted & FRESH_MASK);
  if (missing === 0) return true;
  // What is said of both actions at once has one answer.
  const isJoint = offers.every(({ mask }) => (mask & FRESH_MASK) === FRESH_MASK);
  let verdict: OfferVerdict | null = null;
  for (const mask of FRESH_BITS) {
    if ((mask & missing) === 0) continue;
    if (verdict === null || !isJoint) verdict = offerVerdict(offers, slot, at, mask);
    const { against, inFavour } = verdict;
    if (!report({ layer: 'offer', match, mask, side, against, inFavour })) return false;
  }
  return true;
}

/** L0: in force, and lifted by no exempting credential. */
export function prohibits({ rule, exempting }: ProhibitionMatch, slot: number, at: Instant): boolean {
  return holds(rule, slot, at) && !anyHolds(exempting, slot, at);
}

/** L1: in force, no set of credentials complete, and no risk accepted. */
export function isUnmet({ rule, anyOf, acceptances }: RequirementMatch, slot: number, at: Instant): boolean {
  if (!holds(rule, slot, at)) return false;
  for (const types of anyOf) if (types.every((type) => anyHolds(type.credentials, slot, at))) return false;
  return !(rule.row.enforcement === 'risk-gated' && anyHolds(acceptances, slot, at));
}

function anyHolds(rules: readonly Compiled<unknown>[], slot: number, at: Instant): boolean {
  for (const rule of rules) if (holds(rule, slot, at)) return true;
  return false;
}

/** Advisory requirements are reported and deny nothing. */
export function denies(failure: Failure): boolean {
  return failure.layer !== 'requirement' || failure.requirement.rule.row.enforcement !== 'advisory';
}
