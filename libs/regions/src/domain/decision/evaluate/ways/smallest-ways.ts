import { compareText } from '../reasons';

/** Sets that are looked at. A few demands of a few papers each take less; what is beyond it may be a longer way than need be. */
const MOST_LOOKED_AT = 1_000;

/** A set of keys, a bit for each of them in the order of their names. */
type Mask = bigint;
type Demand = readonly Mask[];

/**
 * Sets of keys that hold a way of each demand, and of which no key can be left out: at most `limit`, the smallest first.
 *
 * They are the smallest there are, unless the search is cut off: it goes from set to set by the least number of keys that must be
 * added, and ends when it has looked at a thousand. Then the rest are what the nearest of the unfinished sets lead to. Which of several
 * equally small ones are given does not hang on the order of anything.
 */
export function smallestWays(
  choices: readonly (readonly ReadonlySet<string>[])[],
  limit: number,
): string[][] {
  if (choices.some((ways) => ways.length === 0)) return [];
  const keys = [...new Set(choices.flatMap((ways) => ways.flatMap((way) => [...way])))].sort(compareText);
  const bits = new Map(keys.map((key, index) => [key, 1n << BigInt(index)]));
  const maskOf = (way: ReadonlySet<string>) =>
    [...way].reduce((mask, key) => mask | (bits.get(key) ?? 0n), 0n);
  const demands = choices.map((ways) => ways.map(maskOf));
  // What can be met in one way only is part of every set.
  const always = demands.reduce((sum, [way = 0n, ...others]) => (others.length === 0 ? sum | way : sum), 0n);
  const left = demands.filter((ways) => !isMet(ways, always)).map((ways) => ways.sort(byNames));
  // What leaves the least choice goes first; then the order of demands has no part in what is found.
  if (left.length > 1) left.sort((a, b) => a.length - b.length || compareText(a.join(), b.join()));
  const found = left.length === 0 ? [always] : new Search(left, always).first(limit);
  found.sort((a, b) => sizeOf(a) - sizeOf(b) || byNames(a, b));
  return found.map((mask) => keys.filter((_, index) => ((mask >> BigInt(index)) & 1n) === 1n));
}

class Search {
  /** Sets to go on from, by the least number of keys of whatever they lead to. */
  private readonly ahead: Mask[][] = [];
  private readonly seen = new Set<Mask>();

  /** @param always what is part of every set */
  constructor(
    private readonly demands: readonly Demand[],
    private readonly always: Mask,
  ) {}

  first(limit: number): Mask[] {
    const found: Mask[] = [];
    let lookedAt = 0;
    this.reach(this.always, 0);
    for (let size = 0; size < this.ahead.length; size++) {
      for (let set = this.ahead[size]?.pop(); set !== undefined; set = this.ahead[size]?.pop()) {
        if (lookedAt++ === MOST_LOOKED_AT) return this.cutOff(found, set, limit);
        const open = this.openTo(set);
        if (open !== undefined) for (const way of [...open].reverse()) this.reach(set | way, size);
        else if (this.withoutSpare(set) === set && found.push(set) === limit) return found;
      }
    }
    return found;
  }

  /** Supersets of a set need no fewer keys than it does. */
  private reach(set: Mask, least: number): void {
    if (this.seen.has(set)) return;
    this.seen.add(set);
    const size = Math.max(least, this.leastOf(set));
    (this.ahead[size] ??= []).push(set);
  }

  /** Demands that have no key in common each need keys of their own. */
  private leastOf(set: Mask): number {
    let least = sizeOf(set);
    let taken = 0n;
    for (const ways of this.demands) {
      if (isMet(ways, set)) continue;
      const missing = ways.map((way) => way & ~set);
      const all = missing.reduce((sum, way) => sum | way, 0n);
      if ((all & taken) !== 0n) continue;
      taken |= all;
      least += Math.min(...missing.map(sizeOf));
    }
    return least;
  }

  private openTo(set: Mask): Demand | undefined {
    return this.demands.find((ways) => !isMet(ways, set));
  }

  private cutOff(found: readonly Mask[], next: Mask, limit: number): Mask[] {
    const all = new Set(found);
    for (const set of [next, ...this.ahead.flatMap((sets) => [...sets].reverse())]) {
      if (all.size === limit) break;
      all.add(this.withoutSpare(this.finished(set)));
    }
    return [...all];
  }

  /** Each demand that is left is met by what adds the fewest keys. */
  private finished(set: Mask): Mask {
    const open = this.openTo(set);
    if (open === undefined) return set;
    const added = open.map((way) => sizeOf(way & ~set));
    return this.finished(set | (open[added.indexOf(Math.min(...added))] ?? 0n));
  }

  private withoutSpare(set: Mask): Mask {
    let kept = set;
    for (let left = set & ~this.always; left !== 0n; left &= left - 1n) {
      const without = kept & ~(left & -left);
      if (this.openTo(without) === undefined) kept = without;
    }
    return kept;
  }
}

function isMet(ways: Demand, set: Mask): boolean {
  return ways.some((way) => (way & set) === way);
}

function sizeOf(mask: Mask): number {
  let size = 0;
  for (let left = mask; left !== 0n; left &= left - 1n) size++;
  return size;
}

/** As the lists of their keys would be ordered. */
function byNames(a: Mask, b: Mask): number {
  const different = a ^ b;
  if (different === 0n) return 0;
  return (a & different & -different) === 0n ? 1 : -1;
}
