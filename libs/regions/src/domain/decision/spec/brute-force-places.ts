import type { Market, MarketScope } from '../../market/market';
import type { Period } from '../../period';
import type { RuleRows } from '../../rules/rule-rows';

/** The part of the second reading that is about time and markets. */

export const within = ({ from, until }: Period, at: number) => (from ?? -1e9) <= at && at < (until ?? 1e9);

export function chain(rules: RuleRows, market: Market): Market[] {
  const parent = rules.markets.find(({ code }) => code === market.parent);
  return parent === undefined ? [market] : [market, ...chain(rules, parent)];
}

/** Whether a code means ground that the market is on: its own, that of what it is a part of, or of what it took the place of. */
function isOn(rules: RuleRows, market: Market, code: string | undefined, at: number): boolean {
  if (market.code === code) return true;
  const above = rules.markets.filter(
    (one) =>
      one.code === market.parent ||
      one.successors?.some((next) => next.market === market.code && next.from <= at),
  );
  return above.some((one) => isOn(rules, one, code, at));
}

/** 0 the market itself, then its parents, then likewise those that any of them took the place of, whenever that was. */
function distanceTo(rules: RuleRows, market: Market, code: string | undefined): number {
  const own = chain(rules, market);
  const index = own.findIndex((one) => one.code === code);
  const sources = rules.markets.filter((one) =>
    one.successors?.some((next) => own.some((place) => place.code === next.market)),
  );
  const further = sources.map((one) => own.length + distanceTo(rules, one, code));
  return Math.min(index < 0 ? Infinity : index, ...further);
}

function knownSince(rules: RuleRows, market: Market): number {
  const sources = rules.markets.filter((one) => one.successors?.some((next) => next.market === market.code));
  return Math.min(market.addedAt, ...sources.map((one) => knownSince(rules, one)));
}

/** The term that covers the market most closely since it was last taken away: its distance, or 1000 + size of a group. */
export function coverage(rules: RuleRows, scope: MarketScope, market: Market, at: number): number | null {
  let best: number | null = null;
  const tokens = ['+', ...scope.expression.split(' ')];
  for (let index = 0; index < tokens.length; index += 2) {
    const [sign, code] = [tokens[index], tokens[index + 1]];
    const group = rules.groups.find((one) => one.code === code);
    const inGroup = (one: Market) =>
      group !== undefined &&
      (group.members === null || group.members.some((m) => within(m, at) && isOn(rules, one, m.market, at)));
    const distance =
      group === undefined
        ? isOn(rules, market, code, at)
          ? distanceTo(rules, market, code)
          : -1
        : inGroup(market)
          ? 1000 + rules.markets.filter(inGroup).length
          : -1;
    if (distance < 0) continue;
    if (sign === '-') best = null;
    else if (group !== undefined && !scope.coversFutureMarkets && knownSince(rules, market) > scope.writtenAt)
      continue;
    else best = best === null ? distance : Math.min(best, distance);
  }
  return best;
}
