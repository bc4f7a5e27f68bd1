import { marketChange } from '../atlas/compile/changed-rules';
import type { CompiledCredential, CompiledProhibition } from '../decision/snapshot/compiled-rules';
import type { RuleSnapshot } from '../decision/snapshot/rule-snapshot';
import { addAll, emptyMarketSet, intersection, type MarketSet, removeAll } from '../market/market-set';
import { sortedInstants } from '../market/timeline';
import { type Instant, inPeriod } from '../period';

/**
 * Whether a prohibition that stays in force would deny less, at any time from an instant on: a market is no longer in its scope, or a
 * credential exempts from it there. Never says no to what frees a cell; may say yes to what frees none, since whether there are items
 * that an exemption reaches is not asked.
 */
export function loosensProhibition(before: RuleSnapshot, after: RuleSnapshot, now: Instant): boolean {
  const moved = marketChange(before.markets, after.markets) === 'much';
  const papers = new Papers(before, after);
  const standing = new Map<string, CompiledProhibition[]>();
  for (const rule of after.prohibitions.rules)
    standing.set(rule.row.id, [...(standing.get(rule.row.id) ?? []), rule]);
  return before.prohibitions.rules.some((old) => {
    const { id, exemptingCredentialType: type } = old.row;
    const exempts = papers.of(type);
    const rest = standing.get(id) ?? [];
    const isThere = rest.some(
      ({ valid }) => valid.from === old.valid.from && valid.until === old.valid.until,
    );
    if (isThere && !moved && !exempts.haveChanged) return false;
    const rules = [old, ...rest, ...exempts.before, ...exempts.after];
    const instants = rules.flatMap(({ valid, markets }) => [valid.from, valid.until, ...markets.boundaries]);
    return [now, ...sortedInstants(instants).filter((at) => at > now)].some((at) => {
      if (!inPeriod(old.valid, at)) return false;
      const held = emptyMarketSet();
      for (const rule of rest) if (inPeriod(rule.valid, at)) addAll(held, rule.markets.setAt(at));
      const denied = old.markets.setAt(at);
      return !isWithin(denied, held) || exempts.moreAt(at, denied);
    });
  });
}

/** The papers of a type that count, before and after. */
class Exemptions {
  readonly haveChanged: boolean;

  constructor(
    readonly before: readonly CompiledCredential[],
    readonly after: readonly CompiledCredential[],
  ) {
    const texts = (papers: typeof before) =>
      papers
        .map((paper) => `${paper.valid.from} ${paper.valid.until} ${claimOf(paper)} ${scopeOf(paper)}`)
        .sort();
    this.haveChanged = texts(before).join('\n') !== texts(after).join('\n');
  }

  /** Whether one covers more of these markets than those did that claimed the same before. */
  moreAt(at: Instant, markets: MarketSet): boolean {
    return this.after.some((paper) => {
      if (!inPeriod(paper.valid, at)) return false;
      const known = emptyMarketSet();
      for (const old of this.before)
        if (inPeriod(old.valid, at) && claimOf(old) === claimOf(paper)) addAll(known, old.markets.setAt(at));
      return !isWithin(intersection(paper.markets.setAt(at), markets), known);
    });
  }
}

class Papers {
  private readonly known = new Map<string | null, Exemptions>();

  constructor(
    private readonly before: RuleSnapshot,
    private readonly after: RuleSnapshot,
  ) {}

  of(type: string | null): Exemptions {
    let found = this.known.get(type);
    if (found === undefined) {
      const counting = ({ credentials }: RuleSnapshot) =>
        credentials.rules.filter((paper) => paper.counts && paper.row.type === type);
      found = new Exemptions(counting(this.before), counting(this.after));
      this.known.set(type, found);
    }
    return found;
  }
}

/** For whom and what it speaks, in whatever market. */
function claimOf({ row: { holder, items } }: CompiledCredential): string {
  return JSON.stringify([holder, items]);
}

function scopeOf({ row: { markets } }: CompiledCredential): string {
  return JSON.stringify(markets);
}

function isWithin(part: MarketSet, whole: MarketSet): boolean {
  const rest = part.slice();
  removeAll(rest, whole);
  return rest.every((word) => word === 0);
}
