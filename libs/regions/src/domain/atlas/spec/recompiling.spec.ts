import { buildSnapshot } from '../../decision/snapshot/build-snapshot';
import {
  acceptance,
  credential,
  item as anItem,
  items as about,
  offer,
  prohibition,
  requirement,
  rows,
  scope,
} from '../../decision/spec/factories';
import { FRESH_ACTIONS } from '../../rules/action';
import type { Prohibition } from '../../rules/prohibition';
import type { RuleRows } from '../../rules/rule-rows';
import { type AtlasState, refuseRewrittenPast } from '../compile/atlas-state';
import { changedRules } from '../compile/changed-rules';
import { compileAll } from '../compile/compile-all';
import { mentionsOf } from '../compile/mentions';
import { recompileItems } from '../compile/recompile-items';
import { recompileRules } from '../compile/recompile-rules';
import { splitClasses } from '../compile/split-classes';
import { KINDS_MAX } from '../denials/kinds';
import type { ItemRecord } from '../items/item-record';
import { ItemTable } from '../items/item-table';
import { settlingAt } from '../items/settle';

const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
const CODES = ['DE', 'FR', 'US'];
const seeded = rows();
const markets = seeded.markets.filter(({ code }) => CODES.includes(code));
const slots = CODES.map((code) => markets.find((one) => one.code === code)?.slot ?? -1);
const groups = [
  ...seeded.groups.filter(({ code }) => code === 'WORLD'),
  { code: 'G', name: 'G', members: [{ market: 'DE', from: 60, until: null }] },
];
const snapshotOf = (part: Partial<RuleRows> = {}) =>
  buildSnapshot(rows({ markets, groups, offers: [offer({ id: 'plan' })], ...part }));
const ordered = (...prohibitions: Prohibition[]) => snapshotOf({ prohibitions });

const selections = [
  { markets: scope('WORLD'), actions: FRESH_ACTIONS, offered: true, valid: { from: null, until: null } },
];
function record(number: number, part: Partial<ItemRecord> = {}): ItemRecord {
  const { parent: _parent, ...item } = anItem({
    id: uuid(number),
    publisherId: `p${number % 3}`,
    category: number % 2 === 0 ? 'app/game' : 'app/tools',
  });
  return { ...item, parentId: null, rank: 9, selections, ...part };
}
const RECORDS = Array.from({ length: 12 }, (_, number) => record(number));
function stateOf(rules = snapshotOf(), at = 0, records: readonly ItemRecord[] = RECORDS): AtlasState {
  return compileAll(ItemTable.build(records, settlingAt(at, rules.markets)), rules, at);
}

/** The numbers of the items that are for sale in each market. */
function forSale({ rows: of, table }: AtlasState, records: readonly ItemRecord[] = RECORDS) {
  return slots.map((slot) =>
    records.flatMap(({ id }, index) => {
      const position = table.positionOf(id);
      const [list, acquire] = FRESH_ACTIONS.map((action) => {
        const chunk = of[action][slot]?.[position >>> 15];
        const [words, denied] = [chunk?.words ?? [], chunk?.denied ?? []];
        return (
          (((words[(position >>> 5) % 1024] ?? 0) & ~(denied[(position >>> 5) % 1024] ?? 0)) >>>
            (position & 31)) &
          1
        );
      });
      return list === 1 && acquire === 1 ? [index] : [];
    }),
  );
}
const EVERY = RECORDS.map((_, number) => number);
const but = (...numbers: number[]) => EVERY.filter((number) => !numbers.includes(number));

describe('rules that name items and publishers', () => {
  const inGermany = { markets: scope('DE') };
  const naming = (...itemIds: string[]) => prohibition({ ...inGermany, items: about({ itemIds }) });

  it('are about the items of those ids, wherever they stand', () => {
    for (const number of EVERY) {
      const rules = ordered(naming(uuid(number)));
      expect(forSale(stateOf(rules))).toEqual([but(number), EVERY, EVERY]);
      expect(forSale(recompileRules(stateOf(), rules, 0))).toEqual([but(number), EVERY, EVERY]);
    }
  });

  it('may name what is no item, or not there', () => {
    const odd = [
      'item',
      `x${uuid(1)}`,
      `${uuid(2)}x`,
      uuid(3).replaceAll('-', ''),
      `${uuid(4)}0`,
      uuid(4).slice(1),
      uuid(99),
    ];
    const rules = ordered(naming(...odd, uuid(7)));
    expect(forSale(stateOf(rules))).toEqual([but(7), EVERY, EVERY]);
    const later = recompileRules(stateOf(), rules, 0);
    expect(forSale(later)).toEqual([but(7), EVERY, EVERY]);
    const { moving } = splitClasses(stateOf(), mentionsOf(rules));
    expect(moving).toEqual([stateOf().table.positionOf(uuid(7))]);
    expect(later.positions.selection).toBe(later.table.columns.selection);
  });

  it('are about newcomers that they name or whose publisher they name', () => {
    const rules = ordered(
      naming(uuid(20), uuid(2)),
      prohibition({ ...inGermany, id: 'p', items: about({ publisherIds: ['p1'] }) }),
    );
    const state = stateOf(rules);
    const newcomers = [record(20), record(21), record(22)];
    const now = recompileItems(state, state.table.with(newcomers, settlingAt(0, rules.markets)));
    const all = [...RECORDS, ...newcomers];
    // 20 and 2 are named; 1, 4, 7, 10 and 22 are of the publisher.
    const left = all.flatMap((_, index) => ([1, 2, 4, 7, 10, 12, 14].includes(index) ? [] : [index]));
    expect(forSale(now, all)).toEqual([left, all.map((_, index) => index), all.map((_, index) => index)]);
    expect(forSale(now, all)).toEqual(forSale(stateOf(rules, 0, all), all));
    const free = recompileRules(now, snapshotOf(), 0);
    expect(forSale(free, all)[0]).toEqual(all.map((_, index) => index));
  });

  it('are about a newcomer, though they name far more than that', () => {
    const named = Array.from({ length: 40 }, (_, index) => uuid(index + 15));
    const rules = ordered(naming(...named, 'item'));
    const state = stateOf(rules);
    const newcomers = [record(20), record(80)];
    const now = recompileItems(state, state.table.with(newcomers, settlingAt(0, rules.markets)));
    expect(forSale(now, [...RECORDS, ...newcomers])[0]).toEqual([...EVERY, 13]);
  });

  it('move nobody whom they named before', () => {
    const rules = ordered(naming(uuid(2)), prohibition({ id: 'p', items: about({ publisherIds: ['p1'] }) }));
    const state = stateOf(rules);
    const same = splitClasses(state, mentionsOf(rules));
    expect([same.moving, same.reselected.size]).toEqual([[], 0]);
    expect(same.positions.klass).toBe(state.positions.klass);
    const fewer = splitClasses(state, mentionsOf(snapshotOf()));
    expect(fewer.moving).toEqual([]);
    const more = splitClasses(
      state,
      mentionsOf(ordered(prohibition({ items: about({ publisherIds: ['p2'] }) }))),
    );
    expect([...more.moving].sort()).toEqual(
      [2, 5, 8, 11].map((one) => state.table.positionOf(uuid(one))).sort(),
    );
    expect(more.reselected.size).toBe(0);
  });

  it('are one rule for a publisher whose items have selections of their own', () => {
    const general = offer({
      id: 'general',
      side: 'publisher',
      publisherId: 'p1',
      offered: false,
      markets: scope('FR'),
    });
    const plan = offer({ id: 'plan' });
    const rules = snapshotOf({ offers: [plan, general] });
    const state = stateOf();
    const split = splitClasses(state, mentionsOf(rules));
    const own = [1, 4, 7, 10];
    expect([...split.reselected].sort()).toEqual(own.map((one) => state.table.positionOf(uuid(one))).sort());
    expect(split.positions.selection).not.toBe(state.positions.selection);
    const now = recompileRules(state, rules, 0);
    expect(forSale(now)).toEqual([EVERY, but(...own), EVERY]);
    expect(forSale(state)).toEqual([EVERY, EVERY, EVERY]);
    expect(forSale(recompileRules(now, snapshotOf(), 0))).toEqual([EVERY, EVERY, EVERY]);
  });
});

describe('rules about categories', () => {
  const games = prohibition({ items: about({ categories: ['app/game'] }), markets: scope('DE') });
  const both = prohibition({ items: about({ categories: ['app/game', 'app/tools'] }), markets: scope('FR') });
  const tools = EVERY.filter((number) => number % 2 === 1);

  it('are about all in one of them', () => {
    const follow = (...prohibitions: Prohibition[]) => {
      const rules = ordered(...prohibitions);
      const now = forSale(recompileRules(stateOf(), rules, 0));
      expect(now).toEqual(forSale(stateOf(rules)));
      return now;
    };
    expect(follow(games)).toEqual([tools, EVERY, EVERY]);
    expect(follow(both)).toEqual([EVERY, [], EVERY]);
    expect(follow(games, both)).toEqual([tools, [], EVERY]);
  });
});

describe('the dates of what publishers select', () => {
  const until = (instant: number) => {
    const [any] = selections;
    return any === undefined ? [] : [{ ...any, valid: { from: null, until: instant } }];
  };
  const records = RECORDS.map((one, number) => (number < 4 ? { ...one, selections: until(50) } : one));
  const later = EVERY.filter((number) => number >= 4);

  it.each<[string, Partial<RuleRows>]>([
    ['no rule about them', {}],
    [
      'a rule about all that one of them has',
      {
        offers: [
          offer({ id: 'plan' }),
          offer({
            id: 'general',
            side: 'publisher',
            publisherId: 'p1',
            offered: false,
            markets: scope('FR'),
          }),
        ],
      },
    ],
  ])('are kept, with %s', (_, part) => {
    const rules = snapshotOf(part);
    const state = stateOf(rules, 0, records);
    const now = recompileRules(state, rules, 50);
    const names = part.offers === undefined ? [] : [1, 4, 7, 10];
    const left = (list: readonly number[]) => list.filter((number) => !names.includes(number));
    expect(forSale(state)).toEqual([EVERY, left(EVERY), EVERY]);
    expect(forSale(recompileRules(state, rules, 49))).toEqual(forSale(state));
    expect(forSale(now)).toEqual([later, left(later), later]);
    expect(state.validUntil).toBe(50);
    expect(now.validUntil).toBeGreaterThan(50);
  });
});

describe('many rules that change at once', () => {
  it('are followed as a few are', () => {
    const many = Array.from({ length: 230 }, (_, index) =>
      prohibition({
        id: `order${index}`,
        items: about(index % 2 === 0 ? { publisherIds: [`p${index % 7}`] } : { itemIds: [uuid(index)] }),
        markets: scope(index % 5 === 0 ? 'DE' : 'FR'),
      }),
    );
    const rules = ordered(...many);
    const now = recompileRules(stateOf(), rules, 0);
    expect(forSale(now)).toEqual(forSale(stateOf(rules)));
    expect(forSale(now)).not.toEqual([EVERY, EVERY, EVERY]);
    expect(forSale(recompileRules(now, snapshotOf(), 0))).toEqual([EVERY, EVERY, EVERY]);
  });

  it('begin anew where groups are others', () => {
    const union = ordered(prohibition({ markets: scope('G') }));
    const joined = groups.map((group) =>
      group.code === 'G' ? { ...group, members: [{ market: 'FR', from: null, until: null }] } : group,
    );
    const now = recompileRules(
      stateOf(union),
      buildSnapshot({
        ...rows({ markets, groups: joined, offers: [offer({ id: 'plan' })] }),
        prohibitions: [prohibition({ markets: scope('G') })],
      }),
      0,
    );
    expect(forSale(now)).toEqual([EVERY, [], EVERY]);
  });

  it('begin anew where too many kinds have come together', () => {
    const state = stateOf();
    const rules = ordered(prohibition({ markets: scope('DE') }));
    const fill = (until: number) => {
      for (let number = state.kinds.size; number < until; number++)
        state.kinds.numberOf({ list: Uint32Array.of(number), acquire: Uint32Array.of(0, number) });
    };
    fill(KINDS_MAX);
    expect(recompileRules(state, snapshotOf(), 0).kinds === state.kinds).toBe(true);
    fill(KINDS_MAX + 1);
    const now = recompileRules(state, rules, 0);
    expect(now.kinds.size).toBeLessThan(5);
    expect(forSale(now)).toEqual([[], EVERY, EVERY]);
  });
});

describe('what changes between two moments', () => {
  const moment = (part: Partial<RuleRows>, at = 0) => ({ rules: snapshotOf(part), at });
  const idsOf = (before: ReturnType<typeof moment>, after: ReturnType<typeof moment>) =>
    changedRules(before, after).map(({ row }) => (row as { id: string }).id);

  it.each<[string, Partial<RuleRows>]>([
    ['order', { prohibitions: [prohibition({ id: 'one' })] }],
    ['requirement', { requirements: [requirement({ id: 'one' })] }],
    ['credential', { credentials: [credential({ id: 'one' })] }],
    ['acceptance', { riskAcceptances: [acceptance({ id: 'one' })] }],
    ['offer', { offers: [offer({ id: 'one' })] }],
    ['offer of a publisher', { offers: [offer({ id: 'one', side: 'publisher', publisherId: 'p' })] }],
  ])('is an %s that comes or goes', (_, part) => {
    const others = { requirements: [requirement()], offers: [] };
    const [before, after] = [
      moment({ ...others, ...{ requirements: [requirement()] } }),
      moment({ ...others, ...part, requirements: [...(part.requirements ?? []), requirement()] }),
    ];
    expect(idsOf(before, after)).toEqual(['one']);
    expect(idsOf(after, before)).toEqual(['one']);
    expect(idsOf(after, after)).toEqual([]);
  });

  it('is a rule about a group that somebody joins', () => {
    const part = {
      prohibitions: [
        prohibition({ id: 'union', markets: scope('G') }),
        prohibition({ markets: scope('DE') }),
      ],
    };
    expect(idsOf(moment(part, 10), moment(part, 59))).toEqual([]);
    expect(idsOf(moment(part, 59), moment(part, 60))).toEqual(['union']);
    expect(idsOf(moment(part, 60), moment(structuredClone(part), 61))).toEqual([]);
    expect(idsOf(moment(part, 60), moment(structuredClone(part), 10))).toEqual(['union']);
  });

  it('is one of two rules that are the same', () => {
    const one = prohibition();
    const [once, twice] = [moment({ prohibitions: [one] }), moment({ prohibitions: [one, one] })];
    expect(idsOf(once, twice)).toEqual([one.id]);
    expect(idsOf(twice, once)).toEqual([one.id]);
    expect(idsOf(twice, twice)).toEqual([]);
    const clones = moment({ prohibitions: [structuredClone(one), structuredClone(one)] });
    expect(idsOf(twice, clones)).toEqual([]);
    expect(idsOf(clones, once)).toEqual([one.id]);
  });

  it('is each of several rules that have other dates', () => {
    const list = (until: number) =>
      moment({ prohibitions: ['a', 'b'].map((id) => prohibition({ id, valid: { from: null, until } })) });
    expect(idsOf(list(50), list(60)).sort()).toEqual(['a', 'a', 'b', 'b']);
    expect(idsOf(list(50), list(50))).toEqual([]);
  });
});

describe('what is past for a list of items', () => {
  const added = (...instants: number[]) =>
    buildSnapshot(
      rows({
        groups,
        markets: instants.map((addedAt, index) => {
          const [any] = markets;
          if (any === undefined) throw new Error('There is no market.');
          return { ...any, code: CODES[index] ?? 'XX', slot: index, addedAt };
        }),
      }),
    );
  const check = (settled: readonly number[], now: readonly number[], at = 1_000) => {
    const table = ItemTable.build([record(1)], settlingAt(1_000, added(...settled).markets));
    return () => refuseRewrittenPast(table, added(...now), at);
  };

  it('is not asked for', () => {
    expect(check([0], [0], 999)).toThrow('What was over by the time of the items has been forgotten.');
    expect(check([0], [0], 999)).toThrow(expect.objectContaining({ code: 'instant-too-early' }));
    expect(check([0], [0], 1_000)).not.toThrow();
  });

  it('is not rewritten by markets that are said to have been there', () => {
    const rewritten = expect.objectContaining({ code: 'markets-rewritten' });
    expect(check([0], [0, 500])).toThrow(rewritten);
    expect(check([0], [0, 500])).toThrow(
      'The items must be compiled again for markets that were added in the past.',
    );
    expect(check([0, 1_000], [0])).toThrow(rewritten);
    expect(check([1, 112], [11, 12])).toThrow(rewritten);
    expect(check([0], [0, 0])).not.toThrow();
    expect(check([0], [0, 1_001])).not.toThrow();
    expect(check([0, 2_000], [0])).not.toThrow();
    expect(check([0, 500], [500, 0], 5_000)).not.toThrow();
    // Added since, and before now.
    expect(check([0], [0, 1_500], 5_000)).not.toThrow();
  });
});
