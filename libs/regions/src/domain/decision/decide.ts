import type { Item } from '../item/item';
import type { Decision, Question, Reason } from './decision';
import { availabilityState, blockedVisibility } from './evaluate/availability-state';
import { denies, examine } from './evaluate/examine';
import type { Failure } from './evaluate/failure';
import { type ItemMatch, matchItem } from './evaluate/match-item';
import { nextChange } from './evaluate/next-change';
import { blankReason, compareReasons, reasonOf } from './evaluate/reasons';
import { unlockWays } from './evaluate/unlock';
import { ALL_MASK, bit, FRESH_MASK } from './snapshot/action-mask';
import type { RuleSnapshot } from './snapshot/rule-snapshot';

/**
 * May this item be listed, acquired, downloaded again, updated or renewed in this market at this instant? Layers L0 to
 * L3 and every reason; the request's own context is `decideContext`.
 * @throws DomainError `unknown-market`, `unknown-zone`, `invalid-local-time`.
 */
export function decide(rules: RuleSnapshot, question: Question): Decision {
  const market = rules.markets.market(question.market);
  return decideMatched(rules, matchItem(rules, question.item, market.slot), question);
}

/** The answers in the order of the questions. An item that stands in several questions is matched with the rules once. */
export function decideMany(rules: RuleSnapshot, questions: readonly Question[]): Decision[] {
  const matches = new Map<Item, ItemMatch>();
  return questions.map((question) => {
    let match = matches.get(question.item);
    if (match === undefined) {
      match = matchItem(rules, question.item);
      matches.set(question.item, match);
    }
    return decideMatched(rules, match, question);
  });
}

function decideMatched(rules: RuleSnapshot, match: ItemMatch, question: Question): Decision {
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
  const denying = failures.filter((failure) => denies(failure));
  const failing = denying.filter((failure) => (failure.mask & asked) !== 0);
  const advisory = failures.filter((failure) => !denies(failure) && (failure.mask & asked) !== 0);
  const allowed = failing.length === 0 && !lacksEntitlement;
  const reasons = failing.map((failure) => reasonOf(rules, failure, market, at));
  if (lacksEntitlement) reasons.push(entitlementMissing(item, market.code));

  const state = availabilityState(denying);
  return {
    itemId: item.id,
    market: market.code,
    action,
    at,
    epoch: rules.epoch,
    allowed,
    state,
    blockedVisibility: state === 'blocked' ? blockedVisibility(denying) : null,
    reasons: reasons.sort(compareReasons),
    advisories: advisory.map((failure) => reasonOf(rules, failure, market, at)).sort(compareReasons),
    unlock: allowed ? [] : unlockWays(failing, lacksEntitlement ? item.id : null, market, action, at),
    nextChange: lacksEntitlement ? null : nextChange(rules, match, market, asked, at, allowed),
  };
}

function entitlementMissing(item: Item, market: string): Reason {
  return { ...blankReason(item.id, market), layer: 'context', code: 'USER.ENTITLEMENT_MISSING' };
}
