import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import { bit } from '../../decision/snapshot/action-mask';
import { offer, prohibition, rows, scope } from '../../decision/spec/factories';
import { Kinds } from '../denials/kinds';
import { NextBoundary } from '../sets/next-boundary';
import { OfferVerdicts } from '../sets/offered-markets';
import { RuleClasses } from '../sets/rule-classes';
import { SetTable } from '../sets/set-table';

describe('SetTable', () => {
  it('keeps one set for each number and action, and no number touches another', () => {
    const table = SetTable.of(2, 3);
    expect([table.count, table.width]).toEqual([3, 2]);
    for (const number of [2, 0, 1]) {
      table.write(number, 'list', Uint32Array.of(number + 1, number + 11, 99));
      table.write(number, 'acquire', Uint32Array.of(number + 21));
    }
    expect([...table.list]).toEqual([1, 11, 2, 12, 3, 13]);
    expect([...table.acquire]).toEqual([21, 0, 22, 0, 23, 0]);
    expect([...table.read(1, 'list')]).toEqual([2, 12]);
    expect([...table.read(2, 'acquire')]).toEqual([23, 0]);
    const grown = table.grown(5);
    expect([grown.count, ...grown.list]).toEqual([5, 1, 11, 2, 12, 3, 13, 0, 0, 0, 0]);
    expect([...grown.acquire.subarray(0, 6)]).toEqual([...table.acquire]);
    grown.write(0, 'list', Uint32Array.of(7, 7));
    expect([...table.read(0, 'list')]).toEqual([1, 11]);
    expect(table.grown(1).count).toBe(3);
  });
});

describe('NextBoundary', () => {
  const boundaryOf = (...instants: (number | null)[]) => {
    const boundary = new NextBoundary(10);
    for (const instant of instants) boundary.note(instant);
    return boundary.next;
  };

  it('is the first instant that is still to come', () => {
    expect(boundaryOf()).toBeNull();
    expect(boundaryOf(null, 3, 10)).toBeNull();
    expect(boundaryOf(30, 11, 20)).toBe(11);
    expect(boundaryOf(11, 30, null)).toBe(11);
    const early = new NextBoundary(-10);
    early.note(null);
    expect(early.next).toBeNull();
    early.note(-5);
    expect(early.next).toBe(-5);
  });

  it('finds it in a list that ascends', () => {
    const boundary = new NextBoundary(10);
    boundary.noteFirst([]);
    expect(boundary.next).toBeNull();
    boundary.noteFirst([3, 10]);
    expect(boundary.next).toBeNull();
    boundary.noteFirst([3, 10, 12, 15]);
    expect(boundary.next).toBe(12);
  });

  it.each([
    ['prohibitions', { prohibitions: [prohibition({ valid: { from: 12, until: null } })] }],
    ['offers of the store', { offers: [offer({ valid: { from: null, until: 12 } })] }],
    [
      'offers of publishers',
      { offers: [offer({ side: 'publisher', publisherId: 'a', valid: { from: 12, until: 90 } })] },
    ],
  ])('looks at %s', (_, part) => {
    const boundary = new NextBoundary(10);
    const { markets } = rows();
    const timeless = markets.map((market) => ({ ...market, currencies: [] }));
    boundary.noteRules(buildSnapshot(rows({ markets: timeless, groups: [], offers: [], ...world(part) })));
    expect(boundary.next).toBe(12);
  });

  /** Rules name a market, for there is no group. */
  function world<T extends object>(part: T): T {
    return Object.fromEntries(
      Object.entries(part).map(([kind, list]) => [
        kind,
        (list as object[]).map((rule) => ({ ...rule, markets: scope('DE') })),
      ]),
    ) as T;
  }
});

describe('OfferVerdicts', () => {
  it('are those of these offers, however many there are', () => {
    const codes = ['DE', 'FR', 'US', 'GB', 'JP', 'IN', 'BR', 'ES', 'IT', 'PL', 'SE', 'NO', 'FI', 'DK'];
    const offers = codes.map((code) => offer({ id: code, markets: scope(code) }));
    const { markets, offers: compiled } = buildSnapshot(rows({ offers }));
    const verdicts = new OfferVerdicts(0);
    const all = compiled.store.rules;
    const listed = (list: typeof all) => {
      const set = verdicts.markets(list, bit('list'));
      return codes.filter((code) => {
        const { slot } = markets.market(code);
        return (((set[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1;
      });
    };
    expect(listed(all)).toEqual(codes);
    for (let a = 0; a < codes.length; a++) {
      for (let b = a + 1; b < codes.length; b++)
        expect(listed([a, b].flatMap((one) => all[one] ?? []))).toHaveLength(2);
      expect(listed(all.slice(a, a + 1))).toEqual(codes.slice(a, a + 1));
    }
    expect(listed([])).toEqual([]);
  });

  it('are of one action each', () => {
    const { offers } = buildSnapshot(rows({ offers: [offer({ actions: ['list'] })] }));
    const verdicts = new OfferVerdicts(0);
    expect(verdicts.markets(offers.store.rules, bit('list')).some((word) => word !== 0)).toBe(true);
    expect(verdicts.markets(offers.store.rules, bit('acquire')).some((word) => word !== 0)).toBe(false);
  });
});

describe('numbers of classes and of kinds', () => {
  const shape = { kind: 'app', category: 'app/game', attributes: {}, free: null } as const;

  it('are given to what rules can tell apart', () => {
    const classes = new RuleClasses();
    const numbers = [
      classes.numberOf(0, shape, null, null, null),
      classes.numberOf(0, shape, 'acme', null, null),
      classes.numberOf(0, shape, null, 'acme', null),
      classes.numberOf(0, shape, null, null, 3),
      classes.numberOf(1, { ...shape, category: 'app' }, null, null, null),
      classes.numberOf(0, shape, 'acme', null, null),
    ];
    expect(numbers).toEqual([0, 1, 2, 3, 4, 1]);
    expect(new Set(classes.list.map(({ names }) => names)).size).toBe(5);
    expect([...classes.byCategory]).toEqual([
      ['app/game', [0, 1, 2, 3]],
      ['app', [4]],
    ]);
    expect(classes.at(1).representative).toMatchObject({
      kind: 'app',
      category: 'app/game',
      publisherId: 'acme',
    });
    expect(classes.at(2).representative.id).toBe('acme');
    const others = [
      classes.numberOf(0, shape, 'other', null, null),
      classes.numberOf(0, shape, null, 'other', null),
      classes.numberOf(2, { ...shape, attributes: { gambling: true } }, 'other', null, null),
    ];
    expect(others).toEqual([5, 6, 7]);
    expect(classes.at(7).names).toBe(classes.at(5).names);
    expect(classes.at(6).names).not.toBe(classes.at(2).names);
    expect(() => classes.at(8)).toThrow('No class has the number 8.');
  });

  it('are given to pairs of sets, and to what two of them have in common', () => {
    const kinds = new Kinds(2);
    const set = (low: number, high: number) => Uint32Array.of(low, high, 0, 0);
    const a = kinds.numberOf({ list: set(3, 1), acquire: set(3, 0) });
    const b = kinds.numberOf({ list: set(6, 1), acquire: set(1, 0) });
    expect([a, b, kinds.size]).toEqual([0, 1, 2]);
    expect(kinds.numberOf({ list: set(3, 1), acquire: set(3, 0) })).toBe(a);
    expect(kinds.numberOf({ list: set(3, 0), acquire: set(13, 0) })).toBe(2);
    const both = kinds.both(a, b);
    expect([...kinds.table.read(both, 'list')]).toEqual([2, 1]);
    expect([...kinds.table.read(both, 'acquire')]).toEqual([1, 0]);
    expect([kinds.both(b, a), kinds.both(a, a), kinds.size]).toEqual([both, a, 4]);
    for (let number = 4; number < 200; number++)
      expect(kinds.numberOf({ list: set(number * 64, 9), acquire: set(0, number) })).toBe(number);
    expect([...kinds.table.read(199, 'acquire')]).toEqual([0, 199]);
    expect([...kinds.table.read(a, 'list')]).toEqual([3, 1]);
  });
});
