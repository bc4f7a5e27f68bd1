import type { Compiled } from '../../decision/snapshot/compiled-rules';
import type { RuleSnapshot } from '../../decision/snapshot/rule-snapshot';
import type { MarketIndex } from '../../market/market-index';
import { segmentAt } from '../../market/timeline';
import { type Instant, inPeriod } from '../../period';

/** The rules of one instant. */
export interface Moment {
  readonly rules: RuleSnapshot;
  readonly at: Instant;
}

/** Rules that are in one moment and not in the other, or that hold differently, wherever they have a say for items. */
export function changedRules(before: Moment, after: Moment): readonly Compiled<unknown>[] {
  const differ = <T extends Compiled<object>>(lists: (rules: RuleSnapshot) => readonly T[]) =>
    difference(lists(before.rules), lists(after.rules), before.at, after.at);
  return [
    differ((rules) => rules.prohibitions.rules),
    differ((rules) => rules.requirements.rules),
    differ((rules) => rules.credentials.rules),
    differ((rules) => [...rules.acceptances.values()].flat()),
    differ((rules) => rules.offers.store.rules),
    differ((rules) => rules.offers.publisher.rules),
  ].flat();
}

function difference<T extends Compiled<object>>(
  before: readonly T[],
  after: readonly T[],
  from: Instant,
  to: Instant,
): T[] {
  const changed: T[] = [];
  const left = new Map<string, T[]>();
  const byRow = new Map<object, T>();
  for (const rule of after) byRow.set(rule.row, rule);
  const kept = new Set<T>();
  const compare = (old: T, rule: T) => {
    if (!holdsAlike(old, rule, from, to)) changed.push(rule);
  };
  for (const old of before) {
    // Rows that were not read anew are recognised without comparing their texts.
    const same = byRow.get(old.row);
    if (same !== undefined && !kept.has(same) && haveSameBounds(same, old)) {
      kept.add(same);
      compare(old, same);
    } else {
      const key = contentOf(old);
      left.set(key, [...(left.get(key) ?? []), old]);
    }
  }
  for (const rule of after) {
    if (kept.has(rule)) continue;
    // Stryker disable next-line ConditionalExpression: a shortcut: nothing is left to be found
    const old = left.size === 0 ? undefined : left.get(contentOf(rule))?.pop();
    if (old === undefined) changed.push(rule);
    else compare(old, rule);
  }
  for (const gone of left.values()) changed.push(...gone);
  return changed;
}

/** In force or not, and in the same span of the groups that its scope names. */
function holdsAlike(old: Compiled<unknown>, rule: Compiled<unknown>, from: Instant, to: Instant): boolean {
  if (inPeriod(old.valid, from) !== inPeriod(rule.valid, to)) return false;
  return segmentAt(old.markets.boundaries, from) === segmentAt(rule.markets.boundaries, to);
}

function haveSameBounds(a: Compiled<unknown>, b: Compiled<unknown>): boolean {
  return a.valid.from === b.valid.from && a.valid.until === b.valid.until && countsOf(a) === countsOf(b);
}

/** What the deal behind a credential makes of it is not in its row. */
function countsOf(rule: Compiled<unknown> & { readonly counts?: boolean }): boolean | undefined {
  return rule.counts;
}

function contentOf(rule: Compiled<unknown>): string {
  return `${rule.valid.from} ${rule.valid.until} ${countsOf(rule)} ${JSON.stringify(rule.row)}`;
}

/**
 * `statuses`: nothing but the spans in which markets are open. `much`: places, groups, currencies or zones, on which
 * everything may hang.
 */
export function marketChange(before: MarketIndex, after: MarketIndex): 'none' | 'statuses' | 'much' {
  const places = ({ markets, groups }: MarketIndex) =>
    // Stryker disable next-line ArrayDeclaration: any statuses, if they are the same for all
    JSON.stringify([markets.map((market) => ({ ...market, statuses: [] })), groups]);
  const isSame =
    // Stryker disable next-line ConditionalExpression: a shortcut: what is one list says the same
    (before.markets === after.markets && before.groups === after.groups) || places(before) === places(after);
  if (!isSame) return 'much';
  const statuses = ({ markets }: MarketIndex) => JSON.stringify(markets.map((market) => market.statuses));
  // Stryker disable next-line ConditionalExpression: a shortcut: what is one list says the same
  return before.markets === after.markets || statuses(before) === statuses(after) ? 'none' : 'statuses';
}
