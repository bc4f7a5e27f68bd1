import { bit } from '../../decision/snapshot/action-mask';
import { item as anItem, rows, scope } from '../../decision/spec/factories';
import type { Item, ItemFacts } from '../../item/item';
import type { Market } from '../../market/market';
import { MarketIndex } from '../../market/market-index';
import { hasSlot } from '../../market/market-set';
import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import type { Selection } from '../items/item-record';
import { Profiles, SETTLED_SELECTION } from '../items/profiles';
import { settlingAt } from '../items/settle';
import { offeredMarkets } from '../sets/offered-markets';
import { ProfileSets } from '../sets/profile-sets';
import { selectionOffers } from '../sets/selection-offers';
import type { SetTable } from '../sets/set-table';
import { openMarkets, StandingMarkets } from '../sets/standing-markets';

const HOUR = 3_600_000;
/** Euros in Germany and, until 70, in France; dollars in the States and a part of theirs, which stands in another block. */
function places(part: (market: Market) => Partial<Market> = () => ({})): MarketIndex {
  const { markets, groups } = rows();
  const currencies = (currency: string, until: number | null = null) => [{ currency, from: null, until }];
  const of = (code: string, slot: number, zone: string, more: Partial<Market>): Market => {
    const [any] = markets;
    if (any === undefined) throw new Error('There is no market.');
    const place = { ...any, code, slot, zone, parent: null, ...more };
    return { ...place, ...part(place) };
  };
  const world = groups.filter(({ code }) => code === 'WORLD');
  const europe = {
    code: 'G',
    name: 'G',
    members: [
      { market: 'DE', from: null, until: null },
      { market: 'FR', from: 60, until: null },
    ],
  };
  return new MarketIndex(
    [
      of('DE', 3, 'Etc/GMT-1', { currencies: currencies('EUR') }),
      of('FR', 5, 'Etc/UTC', { currencies: currencies('EUR', 70) }),
      of('US', 31, 'Etc/GMT+5', { currencies: currencies('USD') }),
      of('US-X', 40, 'Etc/GMT+8', { parent: 'US', currencies: currencies('USD') }),
    ],
    [...world, europe],
  );
}
const markets = places();
const CODES = ['DE', 'FR', 'US', 'US-X'];
const codesIn = (set: Uint32Array) =>
  CODES.filter((code) => hasSlot(set, markets.market(code).slot)).join(' ');
const both = (list: string, acquire = list) => ({ list, acquire });
const read = (table: SetTable, number: number) => ({
  list: codesIn(table.read(number, 'list')),
  acquire: codesIn(table.read(number, 'acquire')),
});

const selection = (expression: string, part: Partial<Selection> = {}): Selection => ({
  markets: scope(expression),
  actions: FRESH_ACTIONS,
  offered: true,
  valid: { from: null, until: null },
  ...part,
});

/** Numbers of profiles that are settled at 0. */
function profiled() {
  const profiles = new Profiles();
  const settling = settlingAt(0, markets);
  const add = (
    facts: Partial<ItemFacts>,
    selections: readonly Selection[] = [],
    kind: Item['kind'] = 'app',
  ) => {
    const { parent: _parent, ...item } = anItem({ kind, facts });
    return profiles.numbersOf({ ...item, parentId: null, rank: 1, selections }, false, settling);
  };
  return { profiles, add };
}

const launchAt = (at: number, before: 'embargo' | 'announce' | 'preorder' = 'embargo') => ({
  launch: { time: { kind: 'instant' as const, at }, before },
});
/** Midnight of the second day. */
const LOCAL = {
  launch: { time: { kind: 'market-local' as const, at: '1970-01-02T00:00' }, before: 'embargo' as const },
};
const withdrawn = (since: number) => ({
  withdrawn: { by: 'store' as const, since, retention: 'full' as const },
});
const ALL = 'DE FR US US-X';

describe('where facts of an item allow something', () => {
  const standing = (facts: Partial<ItemFacts>, at: number, asParent = false, isOrphan = false) => {
    const { facts: all } = anItem({ facts });
    const { list, acquire } = new StandingMarkets(markets, at).of({ isOrphan, facts: all }, asParent);
    return both(codesIn(list), codesIn(acquire));
  };
  const price = (market: string | null, currency: string) => ({ market, currency });
  const sold = (...prices: { market: string | null; currency: string }[]) => ({ free: false, prices });

  it.each<[string, Partial<ItemFacts>, number, FreshAction[] | Record<FreshAction, string>]>([
    ['nothing against it', {}, 10, both(ALL)],
    ['not published', { published: false }, 10, both('')],
    ['withdrawn by then', withdrawn(10), 10, both('')],
    ['withdrawn later', withdrawn(11), 10, both(ALL)],
    ['an embargo', launchAt(11), 10, both('')],
    ['an embargo that is over', launchAt(10), 10, both(ALL)],
    ['announced', launchAt(11, 'announce'), 10, both(ALL, '')],
    ['sold ahead', launchAt(11, 'preorder'), 10, both(ALL)],
    ['midnight in Germany', LOCAL, 23 * HOUR, both('DE')],
    ['midnight in France', LOCAL, 24 * HOUR, both('DE FR')],
    ['midnight in the States', LOCAL, 29 * HOUR, both('DE FR US')],
    ['no price', { free: false }, 10, both('')],
    ['no price, and not known whether it takes one', { free: null }, 10, both('')],
    ['a price in euros', sold(price(null, 'EUR')), 10, both('DE FR')],
    ['a price in euros, which France has no more', sold(price(null, 'EUR')), 70, both('DE')],
    ['a price of a country', sold(price('US', 'USD'), price('US', 'EUR')), 10, both('US US-X')],
    ['a price of a part of it', sold(price('US-X', 'USD')), 10, both('US-X')],
    [
      'prices of two countries',
      sold(price('DE', 'EUR'), price('US', 'USD'), price('FR', 'USD')),
      10,
      both('DE US US-X'),
    ],
    [
      'a price, and announced',
      { ...sold(price('DE', 'EUR')), ...launchAt(11, 'announce') },
      10,
      both('DE', ''),
    ],
  ])('%s', (_, facts, at, expected) => {
    expect(standing(facts, at)).toEqual(expected);
  });

  it('says no for a product whose app is missing, and for what is inside of an app that is sold ahead', () => {
    expect(standing({}, 10, false, true)).toEqual(both(''));
    expect(standing(launchAt(11, 'preorder'), 10, true)).toEqual(both(ALL, ''));
    expect(standing(launchAt(11, 'preorder'), 11, true)).toEqual(both(ALL));
  });

  it('asks for each list of prices, however often', () => {
    const sets = new StandingMarkets(markets, 10);
    const { facts } = anItem({ facts: sold(price('DE', 'EUR')) });
    const other = anItem({ facts: sold(price('FR', 'EUR')) }).facts;
    const listed = [facts, other, facts].map((one) =>
      codesIn(sets.of({ isOrphan: false, facts: one }, false).list),
    );
    expect(listed).toEqual(['DE', 'FR', 'DE']);
  });

  it('hangs on where markets are open, parents counted', () => {
    const open = (code: string, status: Market['statuses'][number]['status'], from: number | null = null) => {
      const index = places((market) => (market.code === code ? { statuses: [{ from, status }] } : {}));
      const { list, acquire } = openMarkets(index, 10);
      return both(codesIn(list), codesIn(acquire));
    };
    expect(open('FR', 'open')).toEqual(both(ALL));
    expect(open('FR', 'closed')).toEqual(both('DE US US-X'));
    expect(open('US', 'suspended')).toEqual(both('DE FR'));
    expect(open('US-X', 'planned')).toEqual(both('DE FR US'));
    expect(open('DE', 'open', 11)).toEqual(both('FR US US-X'));
    expect(open('DE', 'open', 10)).toEqual(both(ALL));
  });
});

describe('where selections offer something', () => {
  const offered = (selections: readonly Selection[], at: number) => {
    const offers = selectionOffers(selections, markets);
    const [list, acquire] = FRESH_ACTIONS.map((action) => codesIn(offeredMarkets(offers, at, bit(action))));
    return both(list ?? '', acquire);
  };

  it.each<[string, Selection[], number, Record<FreshAction, string>]>([
    ['nothing', [], 10, both('')],
    ['the world', [selection('WORLD')], 10, both(ALL)],
    ['one action', [selection('WORLD - US', { actions: ['acquire'] })], 10, both('', 'DE FR')],
    ['a group, and who joins it', [selection('G')], 59, both('DE')],
    ['a group, after somebody joined it', [selection('G')], 60, both('DE FR')],
    ['a span', [selection('DE', { valid: { from: 10, until: 20 } })], 10, both('DE')],
    ['a span that is over', [selection('DE', { valid: { from: 10, until: 20 } })], 20, both('')],
    ['a span to come', [selection('DE', { valid: { from: 10, until: 20 } })], 9, both('')],
    ['all but one', [selection('WORLD'), selection('FR', { offered: false })], 10, both('DE US US-X')],
    ['one of none', [selection('WORLD', { offered: false }), selection('US-X')], 10, both('US-X')],
    [
      'one of a group that is not offered',
      [selection('WORLD'), selection('G', { offered: false }), selection('DE')],
      10,
      both(ALL),
    ],
    ['two that disagree', [selection('DE', { offered: false }), selection('DE')], 10, both('')],
    [
      'one action of none',
      [selection('WORLD', { offered: false }), selection('US', { actions: ['list'] })],
      10,
      both('US US-X', ''),
    ],
    [
      'what was against it',
      [selection('WORLD'), selection('DE', { offered: false, valid: { from: null, until: 5 } })],
      10,
      both(ALL),
    ],
  ])('%s', (_, selections, at, expected) => {
    expect(offered(selections, at)).toEqual(expected);
  });
});

describe('the sets of profiles', () => {
  it('are those of each selection and standing, and all markets for what classes have counted in', () => {
    const { profiles, add } = profiled();
    const one = add(launchAt(20, 'preorder'), [selection('DE'), selection('US', { actions: ['list'] })]);
    const other = add({ published: false }, [selection('WORLD')]);
    const { tables, offersOf } = ProfileSets.of(profiles, markets, 10, 2);
    expect(read(tables.selections, SETTLED_SELECTION)).toEqual(both(ALL));
    expect(read(tables.selections, one.selection)).toEqual(both('DE US US-X', 'DE'));
    expect(read(tables.selections, other.selection)).toEqual(both(ALL));
    expect(read(tables.standings, one.standing)).toEqual(both(ALL));
    expect(read(tables.parentStandings, one.standing)).toEqual(both(ALL, ''));
    expect(read(tables.standings, other.standing)).toEqual(both(''));
    expect(read(tables.parentStandings, other.standing)).toEqual(both(''));
    const sets = ProfileSets.of(profiles, markets, 10, 2);
    expect(offersOf.call(sets, one.selection)).toHaveLength(2);
    expect(sets.offersOf(SETTLED_SELECTION)).toEqual([]);
    expect(sets.offersOf(77)).toEqual([]);
  });

  it('grow with the profiles, and the ones before them stay as they were', () => {
    const { profiles, add } = profiled();
    const one = add({}, [selection('DE')]);
    const sets = ProfileSets.of(profiles, markets, 10, 2);
    const other = add(launchAt(30, 'announce'), [selection('FR', { valid: { from: null, until: 25 } })]);
    expect(sets.next).toBeNull();
    const grown = sets.grown();
    expect([grown.tables.selections.count, grown.tables.standings.count]).toEqual([3, 2]);
    expect([sets.tables.selections.count, sets.tables.standings.count]).toEqual([2, 1]);
    expect(read(grown.tables.selections, one.selection)).toEqual(both('DE'));
    expect(read(grown.tables.selections, other.selection)).toEqual(both('FR'));
    expect(read(grown.tables.selections, SETTLED_SELECTION)).toEqual(both(ALL));
    expect(read(grown.tables.standings, one.standing)).toEqual(both(ALL));
    expect(read(grown.tables.standings, other.standing)).toEqual(both(ALL, ''));
    expect(read(grown.tables.parentStandings, other.standing)).toEqual(both(ALL, ''));
    expect(grown.next).toBe(25);
    expect(grown.offersOf(other.selection)).toHaveLength(1);
  });
});

describe('the sets of profiles at another instant', () => {
  /** What is another one from 10 on, and for which of these nothing is. */
  function moved(to: number, from = 10) {
    const { profiles, add } = profiled();
    const span = { valid: { from: 20, until: 30 } };
    const price = { free: false, prices: [{ market: null, currency: 'EUR' }] };
    const numbers = {
      lasting: add({}, [selection('DE')]),
      dated: add(launchAt(40), [selection('WORLD'), selection('DE', { ...span, offered: false })]),
      group: add(withdrawn(50), [selection('G')]),
      paid: add(price, []),
      unknown: add({ ...price, free: null }, []),
      local: add(LOCAL, []),
    };
    const before = ProfileSets.of(profiles, markets, from, 2);
    const { sets, selections, standings } = before.movedTo(to);
    const namesOf = (what: 'selection' | 'standing', found: ReadonlySet<number>) =>
      Object.entries(numbers).flatMap(([name, of]) => (found.has(of[what]) ? [name] : []));
    return {
      numbers,
      before,
      sets,
      selections: namesOf('selection', selections),
      standings: namesOf('standing', standings),
      fresh: ProfileSets.of(profiles, markets, to, 2),
    };
  }

  it.each<[number, string[], string[]]>([
    [10, [], []],
    [19, [], []],
    [20, ['dated'], []],
    [29, ['dated'], []],
    [30, ['dated'], []],
    [40, ['dated'], ['dated']],
    [50, ['dated'], ['dated', 'group']],
    [60, ['dated', 'group'], ['dated', 'group']],
    [69, ['dated', 'group'], ['dated', 'group']],
    [70, ['dated', 'group'], ['dated', 'group', 'paid', 'unknown']],
    [23 * HOUR, ['dated', 'group'], ['dated', 'group', 'paid', 'unknown', 'local']],
  ])('are others at %i for these: %j, %j', (to, selections, standings) => {
    const found = moved(to);
    expect([found.selections, found.standings]).toEqual([selections, standings]);
    for (const name of ['selections', 'standings', 'parentStandings'] as const)
      for (const action of FRESH_ACTIONS)
        expect([...found.sets.tables[name][action]]).toEqual([...found.fresh.tables[name][action]]);
    expect([found.sets.at, found.sets.next]).toEqual([to, found.fresh.next]);
    const again = moved(10).before.tables;
    for (const action of FRESH_ACTIONS) {
      expect([...found.before.tables.selections[action]]).toEqual([...again.selections[action]]);
      expect([...found.before.tables.standings[action]]).toEqual([...again.standings[action]]);
    }
  });

  it('are the same ones, where nothing is different', () => {
    const still = moved(10);
    expect(still.sets).toBe(still.before);
    const later = moved(19);
    expect(later.sets.tables).toBe(later.before.tables);
    const other = moved(40);
    expect(other.sets.tables).not.toBe(other.before.tables);
  });

  it('are moved on from any instant', () => {
    const found = moved(25, 20);
    expect([found.selections, found.standings]).toEqual([[], []]);
    expect([found.before.next, found.sets.next]).toEqual([30, 30]);
  });

  it('hold until the first date of theirs', () => {
    expect([10, 20, 30, 40, 50, 60].map((at) => moved(at, at).before.next)).toEqual([
      20,
      30,
      40,
      50,
      60,
      23 * HOUR,
    ]);
    expect(moved(24 * HOUR, 24 * HOUR).before.next).toBe(29 * HOUR);
  });
});
