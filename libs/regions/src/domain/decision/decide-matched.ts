import type { Item } from '../item/item';
import type { Instant } from '../period';
import type { FreshAction } from '../rules/action';
import type { Decision, Question, Reason } from './decision';
import { ALL_MASK, bit, FRESH_MASK } from './snapshot/action-mask';
import type { RuleSnapshot } from './snapshot/rule-snapshot';
import { availabilityState, blockedVisibility } from './evaluate/availability-state';
import { itemHasDates, marketHasDates } from './evaluate/dates-ahead';
import { denies, examine } from './evaluate/examine';
import type { Failure } from './evaluate/failure';
import type { ItemMatch } from './evaluate/match-item';
import { nextChange } from './evaluate/next-change';
import { blankReason, compareReasons, reasonOf } from './evaluate/reasons';
import { unlockWays } from './evaluate/unlock';

const NONE: readonly never[] = [];

/** The rules about an item as far as dates ahead are concerned: asked only where there are any. */
export interface Ahead {
  /** Whether the item, what it belongs to, their rules or the market have any. */
  readonly hasDates: boolean;
  match(): ItemMatch;
}

/**
 * `decide` for an item whose rules have been found; `match` must be of the question's item.
 * @param known where `match` has only rules that hold at the instant: the others
 */
export function decideMatched(
  rules: RuleSnapshot,
  match: ItemMatch,
  question: Question,
  known: Ahead | null = null,
): Decision {
  const { item, action, at, entitlement } = question;
  const market = rules.markets.market(question.market);
  const asked = bit(action);
  const isFresh = (asked & FRESH_MASK) !== 0;
  const lacksEntitlement = !isFresh && entitlement?.status !== 'active';

  const failures: Failure[] = [];
  // Every action, since the state of the item in the market is the same whatever was asked.
  examine(rules, match, market, at, ALL_MASK, (failure) => {
    failures.push(failure);
    return true;
  });
  const denying: Failure[] = [];
  const failing: Failure[] = [];
  const reasons: Reason[] = [];
  const advisories: Reason[] = [];
  for (const failure of failures) {
    const isAsked = (failure.mask & asked) !== 0;
    if (denies(failure)) {
      denying.push(failure);
      if (!isAsked) continue;
      failing.push(failure);
      reasons.push(reasonOf(rules, failure, market, at));
    } else if (isAsked) advisories.push(reasonOf(rules, failure, market, at));
  }
  const allowed = failing.length === 0 && !lacksEntitlement;
  if (lacksEntitlement) reasons.push(entitlementMissing(item, market.code));
  if (reasons.length > 1) reasons.sort(compareReasons);
  if (advisories.length > 1) advisories.sort(compareReasons);

  const state = availabilityState(denying);
  const hasDates =
    !lacksEntitlement &&
    (known === null
      ? itemHasDates(match, market, at) || marketHasDates(rules.markets, market, at)
      : known.hasDates);
  return {
    itemId: item.id,
    market: market.code,
    action,
    at,
    epoch: rules.epoch,
    allowed,
    state,
    blockedVisibility: state === 'blocked' ? blockedVisibility(denying) : null,
    reasons,
    advisories,
    unlock: allowed ? [] : unlockWays(failing, lacksEntitlement ? item.id : null, market, action, at),
    nextChange: hasDates ? nextChange(rules, known?.match() ?? match, market, asked, at, allowed) : null,
  };
}

/** What `decideMatched` says where nothing is in the way of listing and acquiring, nothing is to be mentioned and no date is ahead. */
export function plainlyAvailable(
  itemId: string,
  market: string,
  action: FreshAction,
  at: Instant,
  epoch: number,
): Decision {
  return {
    itemId,
    market,
    action,
    at,
    epoch,
    allowed: true,
    state: 'available',
    blockedVisibility: null,
    reasons: NONE,
    advisories: NONE,
    unlock: NONE,
    nextChange: null,
  };
}

function entitlementMissing(item: Item, market: string): Reason {
  return {
    ...blankReason(item.id, market),
    layer: 'context',
    code: 'USER.ENTITLEMENT_MISSING',
  };
}
