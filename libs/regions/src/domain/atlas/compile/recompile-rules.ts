import type { Compiled } from '../../decision/snapshot/compiled-rules';
import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import { isWithinCategory } from '../../item/category-path';
import type { Instant } from '../../period';
import { FRESH_ACTIONS } from '../../rules/action';
import { forEachBit } from '../bits/words';
import { composeRows } from '../denials/compose-rows';
import { KINDS_MAX } from '../denials/kinds';
import { movedPositions } from '../denials/moved-positions';
import { patchDenials } from '../denials/patch-denials';
import { grownKinds } from '../denials/write-denials';
import { type AtlasState, finished, ingredientsOf, refuseRewrittenPast } from './atlas-state';
import { changedRules, marketChange } from './changed-rules';
import { compileAll } from './compile-all';
import { evaluate } from './evaluate';
import { mentionsOf } from './mentions';
import { aliveMask, maskWhere, without } from './position-masks';
import { RowDraft } from './row-draft';
import { ClassMarkets, type RuleClasses } from '../sets/rule-classes';
import { splitClasses } from './split-classes';
import { openMarkets } from '../sets/standing-markets';

/** With more changed rules than this, asking each class about each of them costs more than working all classes out. */
const MANY = 200;
const NO_SELECTION = -1;

/** Other rules, or another instant, for the same items: only what they touch is worked out again. */
export function recompileRules(old: AtlasState, rules: RuleSnapshot, at: Instant): AtlasState {
  const { table } = old;
  refuseRewrittenPast(table, rules, at);
  const marketsChange = marketChange(old.rules.markets, rules.markets);
  if (marketsChange === 'much' || old.kinds.size > KINDS_MAX) return compileAll(table, rules, at);
  const isOpenAsBefore = marketsChange === 'none' && at === old.at;
  const open = isOpenAsBefore ? old.open : openMarkets(rules.markets, at);
  const changed = changedRules(old, { rules, at });
  const mentions = mentionsOf(rules);
  const split = splitClasses(old, mentions);
  const moved = old.profileSets.movedTo(at);
  const { classes, kinds } = old;
  const classKinds = grownKinds(old.classKinds, classes.list.length);
  const markets = new ClassMarkets(rules, table.profiles, at, kinds);
  const others: number[] = [];
  for (const number of touchedClasses(classes, old.classKinds.length, changed, moved.selections)) {
    const kind = markets.kindOf(classes.at(number));
    // Stryker disable next-line ConditionalExpression: what is looked at without need is as it was
    if (kind !== old.classKinds[number]) others.push(number);
    classKinds[number] = kind;
  }
  const { positions } = split;
  const profileSets = moved.sets;
  const parts = { ...old, rules, at, open, mentions, positions, classKinds, profileSets };

  const of = ingredientsOf(parts);
  const draft = new RowDraft(old.facts);
  // What facts and selections allow may be other for these, in every market.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: a shortcut, since nothing would be picked
  if ([split.reselected, moved.selections, moved.standings].some(({ size }) => size > 0)) {
    const { selection, standing } = table.columns;
    const picked = maskWhere(table, (position) => {
      return (
        split.reselected.has(position) ||
        moved.selections.has(selection[position] ?? 0) ||
        moved.standings.has(standing[position] ?? 0)
      );
    });
    evaluate(of, draft, picked, open);
  }
  const opened = {
    list: without(open.list, old.open.list),
    acquire: without(open.acquire, old.open.acquire),
  };
  evaluate(of, draft, aliveMask(table), opened);
  for (const action of FRESH_ACTIONS)
    forEachBit(without(old.open[action], open[action]), (slot) => draft.empty(action, slot));
  const facts = draft.done();
  const moves = movedPositions(old, parts, others, split.moving);
  const denials = patchDenials(parts, old.denials, moves);
  return finished({ ...parts, facts, denials, rows: composeRows({ facts, denials }, old, moves.slots) });
}

/** Those whose sets may be other ones now. Whatever another branch has added since counts, too: each state keeps the sets of all. */
function touchedClasses(
  classes: RuleClasses,
  known: number,
  changed: readonly Compiled<unknown>[],
  selections: ReadonlySet<number>,
): ReadonlySet<number> {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: what is looked at without need is as it was
  if (changed.length > MANY) return new Set(classes.list.keys());
  const touched = new Set<number>();
  for (let number = known; number < classes.list.length; number++) touched.add(number);
  for (const [category, numbers] of classes.byCategory) {
    // Stryker disable next-line MethodExpression: what is looked at without need is as it was
    const rules = changed.filter(({ items: { scope } }) => {
      return (
        scope.categories.length === 0 || scope.categories.some((path) => isWithinCategory(category, path))
      );
    });
    // Stryker disable next-line ConditionalExpression,LogicalOperator: a shortcut, since none of the numbers would be touched
    if (rules.length === 0 && selections.size === 0) continue;
    for (const number of numbers) {
      const { representative, selection } = classes.at(number);
      const isMoved = selections.has(selection ?? NO_SELECTION);
      if (isMoved || rules.some((rule) => rule.items.namesItem(representative))) touched.add(number);
    }
  }
  return touched;
}
