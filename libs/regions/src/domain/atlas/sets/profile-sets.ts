import { launchInstant } from '../../decision/evaluate/state-faults';
import { bit } from '../../decision/snapshot/action-mask';
import type { CompiledOffer } from '../../decision/snapshot/compiled-rules';
import type { MarketIndex } from '../../market/market-index';
import { segmentAt, sortedInstants } from '../../market/timeline';
import type { Instant } from '../../period';
import { FRESH_ACTIONS } from '../../rules/action';
import type { Profiles, Standing } from '../items/profiles';
import { NextBoundary } from './next-boundary';
import { offeredMarkets } from './offered-markets';
import { selectionOffers } from './selection-offers';
import { SetTable } from './set-table';
import { type ActionSets, StandingMarkets } from './standing-markets';

export interface ProfileTables {
  readonly selections: SetTable;
  readonly standings: SetTable;
  readonly parentStandings: SetTable;
}

/** What is in the tables of sets for selections and standings, and when it stops being true. */
export class ProfileSets {
  private found: Instant | null | undefined;

  private constructor(
    private readonly profiles: Profiles,
    private readonly markets: MarketIndex,
    readonly at: Instant,
    readonly tables: ProfileTables,
    private readonly offers: readonly (readonly CompiledOffer[])[],
    private readonly standingDates: readonly (readonly Instant[])[],
    private readonly currencyDates: readonly Instant[],
  ) {}

  static of(profiles: Profiles, markets: MarketIndex, at: Instant, width: number): ProfileSets {
    const tables = {
      selections: SetTable.of(width, 1),
      standings: SetTable.of(width, 0),
      parentStandings: SetTable.of(width, 0),
    };
    tables.selections.list.fill(-1);
    tables.selections.acquire.fill(-1);
    const tender = markets.markets.flatMap(({ currencies }) => currencies);
    const currencyDates = sortedInstants(tender.flatMap(({ from, until }) => [from, until]));
    return new ProfileSets(profiles, markets, at, tables, [[]], [], currencyDates).grown();
  }

  /** With sets for the profiles that have come since. */
  grown(): ProfileSets {
    const { profiles, markets, at } = this;
    const offers = [...this.offers];
    // Stryker disable next-line ArrayDeclaration: what is worked out again without need is as it was
    const standingDates = [...this.standingDates];
    const counts = { selections: profiles.selections.size, standings: profiles.standings.size };
    const tables = this.copied(counts);
    const standing = new StandingMarkets(markets, at);
    for (let number = offers.length; number < counts.selections; number++) {
      const stated = selectionOffers(profiles.selections.at(number), markets);
      offers.push(stated);
      writeOffers(tables.selections, number, stated, at);
    }
    for (let number = standingDates.length; number < counts.standings; number++) {
      const value = profiles.standings.at(number);
      standingDates.push(datesOf(value, markets));
      writeStanding(tables, number, value, standing);
    }
    return new ProfileSets(profiles, markets, at, tables, offers, standingDates, this.currencyDates);
  }

  /** The sets of another instant, and the numbers of those that are not as they were. */
  movedTo(at: Instant): { sets: ProfileSets; selections: Set<number>; standings: Set<number> } {
    const crossed = (dates: readonly Instant[]) => segmentAt(dates, this.at) !== segmentAt(dates, at);
    const selections = new Set<number>();
    const standings = new Set<number>();
    if (at === this.at) return { sets: this, selections, standings };
    this.offers.forEach((offers, number) => {
      const isCrossed = offers.some(({ valid, markets: { boundaries } }) => {
        return crossed(boundaries) || crossed(sortedInstants([valid.from, valid.until]));
      });
      if (isCrossed) selections.add(number);
    });
    const tenderChanged = crossed(this.currencyDates);
    this.standingDates.forEach((dates, number) => {
      // Stryker disable next-line ConditionalExpression: what is worked out again without need is as it was
      const isPaid = this.profiles.standings.at(number).facts.free !== true;
      if (crossed(dates) || (tenderChanged && isPaid)) standings.add(number);
    });
    const isSame = selections.size + standings.size === 0;
    const tables = isSame ? this.tables : this.copied({ selections: 0, standings: 0 });
    const standing = new StandingMarkets(this.markets, at);
    for (const number of selections) writeOffers(tables.selections, number, this.offersOf(number), at);
    for (const number of standings)
      writeStanding(tables, number, this.profiles.standings.at(number), standing);
    const { profiles, markets, offers, standingDates, currencyDates } = this;
    const sets = new ProfileSets(profiles, markets, at, tables, offers, standingDates, currencyDates);
    return { sets, selections, standings };
  }

  /** The compiled rules that a selection stands for. */
  offersOf(selection: number): readonly CompiledOffer[] {
    return this.offers[selection] ?? [];
  }

  /** The first instant after `at` at which one of the sets may be another one; `null`: never. */
  get next(): Instant | null {
    // Stryker disable next-line ConditionalExpression: found again, it is the same
    if (this.found === undefined) {
      const boundary = new NextBoundary(this.at);
      for (const offers of this.offers) for (const offer of offers) boundary.noteRule(offer);
      for (const dates of this.standingDates) boundary.noteFirst(dates);
      this.found = boundary.next;
    }
    return this.found;
  }

  private copied({ selections, standings }: { selections: number; standings: number }): ProfileTables {
    const { tables } = this;
    return {
      selections: tables.selections.grown(selections),
      standings: tables.standings.grown(standings),
      parentStandings: tables.parentStandings.grown(standings),
    };
  }
}

function datesOf({ facts }: Standing, markets: MarketIndex): Instant[] {
  const launches =
    // Stryker disable next-line ConditionalExpression,ArrayDeclaration: without a launch there is no instant of one
    facts.launch === null ? [] : markets.markets.map((market) => launchInstant({ facts }, market));
  return sortedInstants([facts.withdrawn?.since ?? null, ...launches]);
}

function writeOffers(table: SetTable, number: number, offers: readonly CompiledOffer[], at: Instant): void {
  for (const action of FRESH_ACTIONS) table.write(number, action, offeredMarkets(offers, at, bit(action)));
}

function writeStanding(
  tables: ProfileTables,
  number: number,
  standing: Standing,
  markets: StandingMarkets,
): void {
  const write = (table: SetTable, sets: ActionSets) => {
    for (const action of FRESH_ACTIONS) table.write(number, action, sets[action]);
  };
  write(tables.standings, markets.of(standing, false));
  write(tables.parentStandings, markets.of(standing, true));
}
