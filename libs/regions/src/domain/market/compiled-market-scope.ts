import type { Instant } from '../period';
import { MARKET_SLOTS } from './market';
import { addAll, emptyMarketSet, hasSlot, intersection, type MarketSet, removeAll } from './market-set';
import type { Place } from './place';
import { segmentAt, segmentProbes, sortedInstants } from './timeline';

interface PlaceTerm {
  readonly sign: '+' | '-';
  readonly place: Place;
}

/** Not covered. Otherwise 1 is the market itself, 2 its parent ..., then what these took the place of, and groups follow by size. Lower is more specific. */
export const NOT_COVERED = 0;
const GROUP_RANKS = 16;

/** A scope as one bitset for each span between the dates on which a group in it changes. */
export class CompiledMarketScope {
  /** The instants at which the scope may change, for some market. */
  readonly boundaries: readonly Instant[];
  private readonly sets: readonly MarketSet[];
  private readonly ever: MarketSet;
  /** The set of every instant, where there is one: most scopes never change, and this is asked millions of times. */
  private readonly always: MarketSet | null;
  private readonly ranks: (Uint16Array | undefined)[] = [];
  private readonly flipsBySlot = new Map<number, readonly Instant[]>();

  constructor(
    private readonly terms: readonly PlaceTerm[],
    /** What a group may cover: all markets, or those that stood in the list when the scope was written. */
    private readonly known: MarketSet,
    private readonly ancestry: ReadonlyMap<number, ReadonlyMap<number, number>>,
  ) {
    this.boundaries = sortedInstants(terms.flatMap((term) => term.place.boundaries));
    this.sets = segmentProbes(this.boundaries).map((at) => this.evaluate(at));
    this.ever = emptyMarketSet();
    for (const set of this.sets) addAll(this.ever, set);
    // Stryker disable next-line ConditionalExpression: found among the sets, it is the same
    this.always = this.boundaries.length === 0 ? this.ever : null;
  }

  covers(slot: number, at: Instant): boolean {
    return hasSlot(this.setAt(at), slot);
  }

  /** Every slot that the scope covers at an instant; not to be changed. */
  setAt(at: Instant): MarketSet {
    return this.always ?? this.sets[segmentAt(this.boundaries, at)] ?? this.ever;
  }

  everCovers(slot: number): boolean {
    return hasSlot(this.ever, slot);
  }

  /** The instants at which this market enters or leaves the scope. */
  flips(slot: number): readonly Instant[] {
    // Stryker disable next-line ConditionalExpression: a shorter way to none
    if (this.boundaries.length === 0) return this.boundaries;
    let flips = this.flipsBySlot.get(slot);
    // Stryker disable next-line ConditionalExpression: found again, they are the same
    if (flips === undefined) {
      flips = this.boundaries.filter((_, index) => this.bit(slot, index) !== this.bit(slot, index + 1));
      this.flipsBySlot.set(slot, flips);
    }
    return flips;
  }

  /** How closely the scope names the market, by the nearest term that covers it since it was last subtracted. */
  rankOf(slot: number, at: Instant): number {
    const segment = segmentAt(this.boundaries, at);
    const ranks = (this.ranks[segment] ??= this.rankAll(at));
    return ranks[slot] ?? NOT_COVERED;
  }

  private bit(slot: number, segment: number): boolean {
    const set = this.sets[segment];
    // Stryker disable next-line ConditionalExpression: there is one, which its type does not tell
    return set !== undefined && hasSlot(set, slot);
  }

  private evaluate(at: Instant): MarketSet {
    const result = emptyMarketSet();
    for (const { sign, place } of this.terms) {
      const set = placeSet(place, at);
      if (sign === '-') removeAll(result, set);
      else addAll(result, place.slot === null ? intersection(set, this.known) : set);
    }
    return result;
  }

  private rankAll(at: Instant): Uint16Array {
    const ranks = new Uint16Array(MARKET_SLOTS);
    for (const { sign, place } of this.terms) {
      const set = placeSet(place, at);
      const reach = place.slot === null && sign === '+' ? intersection(set, this.known) : set;
      const size = place.sizes[segmentAt(place.boundaries, at)] ?? 0;
      for (const [slot, distances] of this.ancestry) {
        if (!hasSlot(reach, slot)) continue;
        const distance = distances.get(place.slot ?? -1) ?? GROUP_RANKS;
        const rank = place.slot === null ? GROUP_RANKS + size : Math.min(1 + distance, GROUP_RANKS - 1);
        const best = ranks[slot] ?? NOT_COVERED;
        ranks[slot] = sign === '-' ? NOT_COVERED : best === NOT_COVERED ? rank : Math.min(best, rank);
      }
    }
    return ranks;
  }
}

function placeSet(place: Place, at: Instant): MarketSet {
  return place.sets[segmentAt(place.boundaries, at)] ?? emptyMarketSet();
}
