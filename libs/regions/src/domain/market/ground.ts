import { invalidRule } from '../errors';
import type { Instant } from '../period';
import type { Market } from './market';
import { addSlot, emptyMarketSet, type MarketSet, slotCount } from './market-set';
import type { Place } from './place';
import { segmentProbes, sortedInstants } from './timeline';

/**
 * What the code of a market means: a piece of ground. That is the market, its subdivisions and, from their days on, the
 * markets that took the place of any of them, so that a rule which names the old code goes on to hold where it held.
 */
export class Ground {
  private readonly subdivisions = new Map<string, Market[]>();
  private readonly predecessors = new Map<string, Market[]>();

  /**
   * @param chains each market with its parents, nearest first.
   * @throws DomainError `invalid-market` for a successor that is unknown, or that the market itself came from.
   */
  constructor(
    private readonly byCode: ReadonlyMap<string, Market>,
    private readonly chains: ReadonlyMap<number, readonly Market[]>,
  ) {
    for (const market of byCode.values()) {
      // Stryker disable next-line ConditionalExpression: nobody asks for the subdivisions of nothing
      if (market.parent !== null) push(this.subdivisions, market.parent, market);
      for (const { market: code } of market.successors ?? []) push(this.predecessors, code, market);
    }
    for (const market of byCode.values()) {
      for (const { market: code } of market.successors ?? []) {
        const next = byCode.get(code);
        if (next === undefined || this.comesFrom(market, next))
          throw invalidRule(
            'invalid-market',
            `The successor ${code} of market ${market.code} is unknown or its source.`,
          );
      }
    }
  }

  placeOf(market: Market): Place {
    const days = new Set<Instant>();
    this.reach(market, Infinity, days);
    const boundaries = sortedInstants(days);
    const sets = segmentProbes(boundaries).map((at) => this.reach(market, at));
    return { boundaries, sets, sizes: sets.map(slotCount), slot: market.slot };
  }

  /** A market that takes the place of another is no new ground: it counts as added when the first of them was. */
  addedAt(market: Market): Instant {
    const before = this.predecessors.get(market.code) ?? [];
    return Math.min(market.addedAt, ...before.map((one) => this.addedAt(one)));
  }

  /**
   * Whose codes cover the market, by slot, and how closely: 0 is the market itself, then its parents, then those that any of
   * them took the place of.
   */
  distances(market: Market): Map<number, number> {
    const found = new Map<number, number>();
    this.climb(market, 0, found);
    return found;
  }

  private climb(market: Market, from: number, found: Map<number, number>): void {
    const chain = this.chains.get(market.slot) ?? [market];
    chain.forEach(({ slot }, index) => found.set(slot, Math.min(found.get(slot) ?? Infinity, from + index)));
    for (const place of chain) {
      for (const before of this.predecessors.get(place.code) ?? [])
        this.climb(before, from + chain.length, found);
    }
  }

  private reach(market: Market, at: Instant, days?: Set<Instant>): MarketSet {
    const set = emptyMarketSet();
    const seen = new Set<Market>();
    const visit = (one: Market | undefined): void => {
      if (one === undefined || seen.has(one)) return;
      seen.add(one);
      addSlot(set, one.slot);
      this.subdivisions.get(one.code)?.forEach(visit);
      for (const { market: code, from } of one.successors ?? []) {
        days?.add(from);
        if (from <= at) visit(this.byCode.get(code));
      }
    };
    visit(market);
    return set;
  }

  /** Whether a market, or what it is a part of, took the place of another, by however many steps. */
  private comesFrom(market: Market, source: Market, seen = new Set<Market>()): boolean {
    if (seen.has(market)) return false;
    seen.add(market);
    const chain = this.chains.get(market.slot) ?? [market];
    return chain.some(
      (place) =>
        place === source ||
        (this.predecessors.get(place.code) ?? []).some((before) => this.comesFrom(before, source, seen)),
    );
  }
}

function push(map: Map<string, Market[]>, key: string, market: Market): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [market]);
  else known.push(market);
}
