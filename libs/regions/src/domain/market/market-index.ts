import { invalidRule } from '../errors';
import type { Instant } from '../period';
import { inPeriod } from '../period';
import { CompiledMarketScope } from './compiled-market-scope';
import { Ground } from './ground';
import type { GroupMembership, Market, MarketGroup, MarketScope, MarketStatus } from './market';
import { MARKET_SLOTS } from './market';
import { addAll, addSlot, emptyMarketSet, hasSlot, slotCount, type MarketSet } from './market-set';
import { MARKET_CODE, MARKET_CODE_MAX_LENGTH, parseMarketScope, unknownCode } from './parse-market-scope';
import type { Place } from './place';
import { segmentAt, segmentProbes, sortedInstants } from './timeline';

/** The markets and groups of one epoch, ready to answer which market a scope covers when. */
export class MarketIndex {
  /** The market and what it is a subdivision of, nearest first. */
  readonly chains = new Map<number, readonly Market[]>();
  /** The same, by slot. */
  private readonly chainList: (readonly Market[] | undefined)[] = [];
  private readonly byCode = new Map<string, Market>();
  private readonly places = new Map<string, Place>();
  private readonly scopes = new Map<string, CompiledMarketScope>();
  private readonly additions: readonly Instant[];
  /** One for all scopes: thousands of selections would hold tens of megabytes otherwise. */
  private ancestors: ReadonlyMap<number, ReadonlyMap<number, number>> | null = null;
  private readonly ground: Ground;

  /** @throws DomainError `invalid-market`, `invalid-market-group` for rows that contradict each other. */
  constructor(
    readonly markets: readonly Market[],
    readonly groups: readonly MarketGroup[],
  ) {
    this.additions = sortedInstants(markets.map((market) => market.addedAt));
    this.indexMarkets();
    this.ground = new Ground(this.byCode, this.chains);
    for (const market of markets) this.places.set(market.code, this.ground.placeOf(market));
    for (const group of groups) this.indexGroup(group);
  }

  /** @throws DomainError `unknown-market`. */
  market(code: string): Market {
    const market = this.byCode.get(code);
    if (market === undefined)
      throw invalidRule('unknown-market', `There is no market ${JSON.stringify(code)}.`);
    return market;
  }

  /** `null` for a code that is no market. */
  find(code: string | null): Market | null {
    return (code !== null && this.byCode.get(code)) || null;
  }

  chainOf(market: Market): readonly Market[] {
    return this.chainList[market.slot] ?? [market];
  }

  /** Scopes that say the same share one compiled form. @throws DomainError `invalid-market-scope`. */
  compile(scope: MarketScope): CompiledMarketScope {
    const known = scope.coversFutureMarkets
      ? this.additions.length
      : segmentAt(this.additions, scope.writtenAt);
    const key = `${known} ${scope.expression}`;
    let compiled = this.scopes.get(key);
    if (compiled === undefined) {
      const terms = parseMarketScope(scope.expression).map((term) => {
        const place = this.places.get(term.code);
        if (place === undefined) throw unknownCode(term);
        return { sign: term.sign, place };
      });
      compiled = new CompiledMarketScope(terms, this.addedBy(known), this.ancestry());
      this.scopes.set(key, compiled);
    }
    return compiled;
  }

  /** Whether a group covers a market; a group that is not there covers nothing. */
  groupCovers(code: string, market: Market, at: Instant): boolean {
    const group = this.places.get(code);
    const set = group?.sets[segmentAt(group.boundaries, at)];
    return set !== undefined && hasSlot(set, market.slot);
  }

  /** Which of the codes a group or market covers at an instant, in slot order. */
  membersOf(code: string, at: Instant): string[] {
    return this.covered({ expression: code, coversFutureMarkets: true, writtenAt: at }, at);
  }

  /** The codes of the markets that a scope covers at an instant, in slot order. */
  covered(scope: MarketScope, at: Instant): string[] {
    const compiled = this.compile(scope);
    return this.markets
      .filter((market) => compiled.covers(market.slot, at))
      .sort((a, b) => a.slot - b.slot)
      .map((market) => market.code);
  }

  private indexMarkets(): void {
    const slots = new Set<number>();
    for (const market of this.markets) {
      const { code, slot } = market;
      if (!isCode(code) || this.byCode.has(code))
        throw invalidRule('invalid-market', `Market code ${code} is malformed or taken.`);
      if (!Number.isInteger(slot) || slot < 0 || slot >= MARKET_SLOTS || slots.has(slot)) {
        throw invalidRule('invalid-market', `Slot ${slot} of market ${code} is out of range or taken.`);
      }
      slots.add(slot);
      this.byCode.set(code, market);
    }
    for (const market of this.markets) {
      const chain = this.climb(market);
      this.chains.set(market.slot, chain);
      this.chainList[market.slot] = chain;
    }
  }

  private climb(market: Market): Market[] {
    const chain = [market];
    for (let parent = market.parent; parent !== null;) {
      const next = this.byCode.get(parent);
      if (next === undefined || chain.includes(next)) {
        throw invalidRule(
          'invalid-market',
          `The parent ${parent} of market ${market.code} is unknown or its own subdivision.`,
        );
      }
      chain.push(next);
      parent = next.parent;
    }
    return chain;
  }

  private indexGroup(group: MarketGroup): void {
    if (!isCode(group.code) || this.places.has(group.code)) {
      throw invalidRule('invalid-market-group', `Group code ${group.code} is malformed or taken.`);
    }
    const members: readonly GroupMembership[] =
      group.members ?? this.markets.map((market) => ({ market: market.code, from: null, until: null }));
    const boundaries = sortedInstants(
      members.flatMap(({ market, from, until }) => [
        from,
        until,
        ...(this.places.get(market)?.boundaries ?? []),
      ]),
    );
    const sets = segmentProbes(boundaries).map((at) => {
      const set = emptyMarketSet();
      for (const member of members) {
        const place = this.byCode.has(member.market) ? this.places.get(member.market) : undefined;
        if (place === undefined) {
          throw invalidRule(
            'invalid-market-group',
            `Member ${member.market} of group ${group.code} is no market.`,
          );
        }
        if (inPeriod(member, at)) addAll(set, place.sets[segmentAt(place.boundaries, at)] ?? set);
      }
      return set;
    });
    this.places.set(group.code, { boundaries, sets, sizes: sets.map(slotCount), slot: null });
  }

  private addedBy(known: number): MarketSet {
    const limit = this.additions[known - 1] ?? -Infinity;
    const set = emptyMarketSet();
    for (const market of this.markets) if (this.ground.addedAt(market) <= limit) addSlot(set, market.slot);
    return set;
  }

  /** For each slot whose codes cover it, and how closely. */
  private ancestry(): ReadonlyMap<number, ReadonlyMap<number, number>> {
    return (this.ancestors ??= new Map(
      this.markets.map((market) => [market.slot, this.ground.distances(market)]),
    ));
  }
}

function isCode(code: string): boolean {
  return code.length <= MARKET_CODE_MAX_LENGTH && MARKET_CODE.test(code);
}

/** The status that the market's own spans give; before the first span it is `planned`. */
export function statusAt(market: Market, at: Instant): MarketStatus {
  let from = -Infinity;
  let status: MarketStatus = 'planned';
  for (const span of market.statuses) {
    const start = span.from ?? -Infinity;
    if (start <= at && start >= from) {
      from = start;
      status = span.status;
    }
  }
  return status;
}
