import type { RuleSnapshot } from '../decision/snapshot/rule-snapshot';
import type { Item } from '../item/item';
import { PlanDraftRules, type PlannedRule, type PlanReach } from './draft-rules';
import { closeExceptions, keepExcepted } from './exceptions';
import type { PlanCell } from './plan-answers';
import { partItems, type PlanSelector, scopesOf } from './plan-scope';

/**
 * `offer`, `withdraw`: a rule that says yes, or no; more specific rules that say otherwise stand, and are reported.
 * `close`: likewise no, and what more specific rules offer of it is closed with it.
 */
export const PLAN_INTENTS = ['offer', 'withdraw', 'close'] as const;
export type PlanIntent = (typeof PLAN_INTENTS)[number];

export interface PlanSelection extends PlanReach {
  readonly selector: PlanSelector;
  readonly intent: PlanIntent;
}

export type { PlannedRule };

export interface PlanDraft {
  readonly rules: readonly PlannedRule[];
  /** How many items there are now that are meant, and that are left out. */
  readonly selected: number;
  readonly excepted: number;
  /** Of those that are meant: how many some other rule keeps from what is wanted, in some market; and these rules. */
  readonly kept: number;
  readonly keptBy: readonly string[];
}

/**
 * The fewest rules of the store's plan that do what a selector says, and change nothing for what it excepts among the items
 * that there are: where a rule would, rules of their own keep the excepted as they are.
 */
export function selectPlan(rules: RuleSnapshot, items: readonly Item[], selection: PlanSelection): PlanDraft {
  const { selector, intent, markets, actions, at } = selection;
  const scope = rules.markets.compile(markets);
  const cells = rules.markets.markets
    .filter(({ slot }) => scope.covers(slot, at))
    .flatMap(({ code, slot }) => actions.map((action): PlanCell => ({ code, slot, action })));
  const { selected, excepted } = partItems(items, selector);
  const draft = new PlanDraftRules(rules, cells, selection);
  const bases = scopesOf(items, selector, selected);
  const { expression, coversFutureMarkets } = markets;
  for (const base of bases) draft.say(base, intent === 'offer', { expression, coversFutureMarkets }, actions);
  if (intent === 'close') closeExceptions(draft, bases, selected);
  keepExcepted(draft, bases, selector, excepted);
  const wanted = (intent === 'offer' ? '1' : '0').repeat(cells.length);
  const after = draft.answers();
  const keptBy = new Set<string>();
  let kept = 0;
  for (const item of selected) {
    const { bits, against, inFavour } = after.of(item);
    if (bits === wanted) continue;
    kept += 1;
    for (const id of intent === 'offer' ? against : inFavour) keptBy.add(id);
  }
  return {
    rules: draft.rules,
    selected: selected.length,
    excepted: excepted.length,
    kept,
    keptBy: [...keptBy],
  };
}
