import { item, offer, rows, scope } from '../../decision/spec/factories';
import { MarketIndex } from '../../market/market-index';
import { type ItemRecord, offersFor, selectionsFor } from '../items/item-record';
import { Profiles, SETTLED_SELECTION } from '../items/profiles';
import { DISTANT_PAST, settleFacts, settleSelections, settlingAt } from '../items/settle';

const AT = 100;
const HOUR = 3_600_000;
const settling = { at: AT, marketAdditions: [10, 50, 200] };
const factsOf = (part: Partial<ItemRecord['facts']>) => item({ facts: part }).facts;

describe('settled facts', () => {
  it.each([
    [AT - 1, null],
    [AT, null],
    [AT + 1, AT + 1],
  ])('forget a launch at %i that is over', (at, kept) => {
    const launch = { time: { kind: 'instant' as const, at }, before: 'announce' as const };
    const expected = kept === null ? null : launch;
    expect(settleFacts(factsOf({ launch }), settling).launch).toEqual(expected);
  });

  it('forget a launch by the clock when the last zone has had it', () => {
    const launch = {
      time: { kind: 'market-local' as const, at: '1970-01-02T00:00' },
      before: 'embargo' as const,
    };
    const launchAt = (at: number) => settleFacts(factsOf({ launch }), { ...settling, at }).launch;
    expect(launchAt(24 * HOUR)).toEqual(launch);
    // Samoa and the Line Islands are far ahead; Niue and Baker Island are as far behind.
    expect(launchAt(36 * HOUR - 1)).toEqual(launch);
    expect(launchAt(39 * HOUR)).toBeNull();
  });

  it('tell withdrawals that are over apart by what they take alone', () => {
    const withdrawn = { by: 'store' as const, since: AT, retention: 'full' as const };
    expect(settleFacts(factsOf({ withdrawn }), settling).withdrawn).toEqual({
      ...withdrawn,
      since: DISTANT_PAST,
    });
    const ahead = { ...withdrawn, since: AT + 1 };
    expect(settleFacts(factsOf({ withdrawn: ahead }), settling).withdrawn).toEqual(ahead);
    expect(settleFacts(factsOf({}), settling).withdrawn).toBeNull();
  });

  it('need no prices of what is free', () => {
    const prices = [{ market: null, currency: 'EUR' }];
    expect(
      [true, false, null].map((free) => settleFacts(factsOf({ free, prices }), settling).prices),
    ).toEqual([[], prices, prices]);
    expect(settleFacts(factsOf({ published: false, free: false }), settling)).toMatchObject({
      published: false,
      free: false,
    });
  });
});

describe('settled selections', () => {
  const selection = { markets: scope('WORLD'), actions: ['list'] as const, offered: true };
  const validity = (from: number | null, until: number | null) =>
    settleSelections([{ ...selection, valid: { from, until } }], settling).map(({ valid }) => valid);

  it.each([
    [null, null, [{ from: null, until: null }]],
    [AT - 1, AT + 1, [{ from: null, until: AT + 1 }]],
    [AT, null, [{ from: null, until: null }]],
    [AT + 1, null, [{ from: AT + 1, until: null }]],
    [null, AT, []],
    [null, AT - 1, []],
    [AT + 1, AT + 2, [{ from: AT + 1, until: AT + 2 }]],
  ])('of %s until %s', (from, until, expected) => {
    expect(validity(from, until)).toEqual(expected);
  });

  it.each([
    [false, 9, DISTANT_PAST],
    [false, 10, 10],
    [false, 60, 50],
    [false, 500, 200],
    [true, 60, DISTANT_PAST],
  ])(
    'keep of the day of writing which markets there were (%s, %i)',
    (coversFutureMarkets, writtenAt, known) => {
      const markets = { expression: 'WORLD', coversFutureMarkets, writtenAt };
      const always = { from: null, until: null };
      expect(settleSelections([{ ...selection, markets, valid: always }], settling)).toEqual([
        { markets: { ...markets, writtenAt: known }, actions: ['list'], offered: true, valid: always },
      ]);
    },
  );

  it('say the same in whatever order actions are named', () => {
    const valid = { from: null, until: null };
    const both = (...actions: ('list' | 'acquire')[]) =>
      settleSelections([{ ...selection, valid, actions }], settling);
    expect(both('list', 'acquire')).toEqual(both('acquire', 'list'));
  });

  it('know when markets were added, ascending and once', () => {
    const markets = rows()
      .markets.slice(0, 4)
      .map((market, index) => ({ ...market, addedAt: [7, 3, 7, 5][index] ?? 0 }));
    expect(settlingAt(AT, new MarketIndex(markets, []))).toEqual({ at: AT, marketAdditions: [3, 5, 7] });
  });
});

describe('the offers about an item', () => {
  const one = item();
  const offers = [
    offer({
      id: 'own',
      side: 'publisher',
      publisherId: 'acme',
      itemId: 'item',
      valid: { from: 3, until: 4 },
    }),
    offer({ id: 'category', side: 'publisher', publisherId: 'acme', itemId: 'item', category: 'app' }),
    offer({ id: 'moved', side: 'publisher', publisherId: 'acme', itemId: 'item', category: 'app/game' }),
    offer({ id: 'general', side: 'publisher', publisherId: 'acme' }),
    offer({ id: 'other item', side: 'publisher', publisherId: 'acme', itemId: 'another' }),
    offer({ id: 'other publisher', side: 'publisher', publisherId: 'other', itemId: 'item' }),
    offer({ id: 'store', publisherId: 'acme', itemId: 'item' }),
  ];

  it('are those of its publisher that name it, in its category', () => {
    expect(offersFor(one, offers).map(({ id }) => id)).toEqual(['own', 'category']);
  });

  it('become its selections', () => {
    expect(selectionsFor(one, offers.slice(0, 1))).toEqual([
      { markets: scope('WORLD'), actions: ['list', 'acquire'], offered: true, valid: { from: 3, until: 4 } },
    ]);
  });
});

describe('profiles', () => {
  function record(part: Partial<ItemRecord> = {}): ItemRecord {
    const { parent: _, ...rest } = item();
    return { ...rest, parentId: null, rank: 1, selections: [], ...part };
  }
  const numbers = (...records: ItemRecord[]) => {
    const profiles = new Profiles();
    return records.map((one) => profiles.numbersOf(one, false, settling));
  };
  const price = (currency: string, market: string | null = null) => ({ market, currency });
  const select = (offered: boolean) => [
    { markets: scope('DE'), actions: ['list' as const], offered, valid: { from: null, until: null } },
  ];
  const paid = (...prices: ReturnType<typeof price>[]) => record({ facts: factsOf({ free: false, prices }) });

  it.each<[string, ItemRecord, ItemRecord]>([
    ['equal items', record(), record()],
    ['ids and ranks', record(), record({ id: 'b', rank: 9 })],
    ['orders of attributes', record({ attributes: { a: 1, b: 2 } }), record({ attributes: { b: 2, a: 1 } })],
    ['orders of prices', paid(price('EUR'), price('USD', 'US')), paid(price('USD', 'US'), price('EUR'))],
    ['equal selections', record({ selections: select(true) }), record({ selections: select(true) })],
  ])('do not tell apart %s', (_, a, b) => {
    const [one, other] = numbers(a, b);
    expect(one).toEqual(other);
  });

  it.each<[string, 'shape' | 'publisher' | 'standing' | 'selection', ItemRecord, ItemRecord]>([
    ['kinds', 'shape', record(), record({ kind: 'device' })],
    ['categories', 'shape', record(), record({ category: 'app' })],
    ['attributes', 'shape', record({ attributes: { a: 1 } }), record({ attributes: { a: 2 } })],
    ['what is free', 'shape', record(), record({ facts: factsOf({ free: null }) })],
    ['publishers', 'publisher', record(), record({ publisherId: 'other' })],
    ['what is published', 'standing', record(), record({ facts: factsOf({ published: false }) })],
    ['prices', 'standing', paid(price('EUR')), paid(price('USD'))],
    ['places of prices', 'standing', paid(price('EUR')), paid(price('EUR', 'DE'))],
    [
      'launches',
      'standing',
      record({ facts: factsOf({ launch: { time: { kind: 'instant', at: AT + 1 }, before: 'embargo' } }) }),
      record({ facts: factsOf({ launch: { time: { kind: 'instant', at: AT + 2 }, before: 'embargo' } }) }),
    ],
    [
      'withdrawals',
      'standing',
      record(),
      record({ facts: factsOf({ withdrawn: { by: 'store', since: 1, retention: 'full' } }) }),
    ],
    ['orphans', 'standing', record(), record({ kind: 'in-app-product' })],
    ['selections', 'selection', record({ selections: select(true) }), record({ selections: select(false) })],
    ['having a selection', 'selection', record(), record({ selections: select(true) })],
  ])('tell apart %s', (_, part, a, b) => {
    const [one, other] = numbers(a, b);
    expect(one?.[part]).not.toBe(other?.[part]);
  });

  it('give an item back as it was, but for what is over', () => {
    const profiles = new Profiles();
    const given = record({
      attributes: { a: 1 },
      facts: factsOf({ free: false, prices: [price('EUR', 'DE')] }),
      category: 'app/game',
      publisherId: 'somebody',
    });
    const back = profiles.item('an id', profiles.numbersOf(given, false, settling), null);
    const { parentId: _, rank: __, selections: ___, ...rest } = given;
    expect(back).toEqual({ ...rest, id: 'an id', parent: null });
  });

  it('settle a selection anew at another time', () => {
    const profiles = new Profiles();
    const selections = [
      { ...select(true)[0], valid: { from: null, until: AT + 5 } },
    ] as ItemRecord['selections'];
    const at = (time: number) =>
      profiles.numbersOf(record({ selections }), false, { ...settling, at: time }).selection;
    expect(at(AT)).toBe(at(AT + 1));
    expect(at(AT + 5)).not.toBe(at(AT));
    expect(at(AT)).not.toBe(SETTLED_SELECTION);
    expect(profiles.numbersOf(record(), false, settling).selection).not.toBe(SETTLED_SELECTION);
  });

  it('know an app that is there from one that is missing', () => {
    const profiles = new Profiles();
    const product = record({ kind: 'in-app-product' });
    const standing = (hasParent: boolean, one = product) =>
      profiles.standings.at(profiles.numbersOf(one, hasParent, settling).standing).isOrphan;
    expect([standing(true), standing(false), standing(false, record())]).toEqual([false, true, false]);
  });
});
