import { matchItem } from '../../decision/evaluate/match-item';
import { bit } from '../../decision/snapshot/action-mask';
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
import { hasSlot } from '../../market/market-set';
import { FRESH_ACTIONS, type FreshAction } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { Kinds } from '../denials/kinds';
import type { Selection } from '../items/item-record';
import { Profiles, type Shape } from '../items/profiles';
import { deniedMarkets } from '../sets/denied-markets';
import { NextBoundary } from '../sets/next-boundary';
import { ClassMarkets, RuleClasses } from '../sets/rule-classes';

const CODES = ['DE', 'FR', 'US'];
/** In three blocks of markets. */
const SLOTS = [1, 33, 70];
const world = () => {
  const { markets, groups } = rows();
  return {
    groups: groups.filter(({ code }) => code === 'WORLD'),
    markets: markets
      .filter(({ code }) => CODES.includes(code))
      .map((market) => ({ ...market, currencies: [], slot: SLOTS[CODES.indexOf(market.code)] ?? 0 })),
  };
};
const snapshotOf = (part: Partial<RuleRows>) => buildSnapshot(rows({ ...world(), ...part }));
const codesIn = (set: Uint32Array) => CODES.filter((_, index) => hasSlot(set, SLOTS[index] ?? 0)).join(' ');
const both = (list: string, acquire = list) => ({ list, acquire });

describe('the markets in which rules deny an item', () => {
  const denied = (part: Partial<RuleRows>, at = 10) => {
    const match = matchItem(snapshotOf(part), anItem());
    const of = (action: FreshAction) => codesIn(deniedMarkets(match, at, bit(action)));
    return both(of('list'), of('acquire'));
  };
  const paper = (type: string, expression: string, part: Parameters<typeof credential>[0] = {}) =>
    credential({ id: `${type} ${expression}`, type, markets: scope(expression), ...part });
  const dated = { valid: { from: 10, until: 20 } };
  const isGated = { enforcement: 'risk-gated' as const };
  const accepted = (part: Parameters<typeof acceptance>[0] = {}) => [
    acceptance({ markets: scope('FR'), ...part }),
  ];
  const exempting = { exemptingCredentialType: 'permit' };

  it.each<[string, Partial<RuleRows>, Record<FreshAction, string>]>([
    ['no rule', {}, both('')],
    ['an order', { prohibitions: [prohibition({ markets: scope('DE + US') })] }, both('DE US')],
    [
      'orders that add up',
      {
        prohibitions: [
          prohibition({ markets: scope('DE') }),
          prohibition({ id: 'b', markets: scope('US'), actions: ['acquire'] }),
        ],
      },
      both('DE', 'DE US'),
    ],
    [
      'an order that is over',
      { prohibitions: [prohibition({ valid: { from: null, until: 10 } })] },
      both(''),
    ],
    ['an order from now on', { prohibitions: [prohibition(dated)] }, both('DE FR US')],
    [
      'an order with a permit for a market',
      { prohibitions: [prohibition(exempting)], credentials: [paper('permit', 'FR')] },
      both('DE US'),
    ],
    [
      'an order with permits for two',
      {
        prohibitions: [prohibition(exempting)],
        credentials: [paper('permit', 'FR'), paper('permit', 'US')],
      },
      both('DE'),
    ],
    [
      'an order with a permit that is over',
      {
        prohibitions: [prohibition(exempting)],
        credentials: [paper('permit', 'FR', { valid: { from: null, until: 10 } })],
      },
      both('DE FR US'),
    ],
    ['a paper that is missing', { requirements: [requirement()] }, both('DE FR US')],
    [
      'a paper that is missing for one action, in one market',
      { requirements: [requirement({ actions: ['list'], markets: scope('US') })] },
      both('US', ''),
    ],
    ['a paper that should be there', { requirements: [requirement({ enforcement: 'advisory' })] }, both('')],
    [
      'a paper that will be needed',
      { requirements: [requirement({ valid: { from: 11, until: null } })] },
      both(''),
    ],
    [
      'papers for some markets',
      {
        requirements: [requirement()],
        credentials: [paper('radio-approval', 'DE'), paper('radio-approval', 'US')],
      },
      both('FR'),
    ],
    [
      'one paper or the other',
      {
        requirements: [requirement({ anyOf: [['a'], ['b']] })],
        credentials: [paper('a', 'DE'), paper('b', 'FR')],
      },
      both('US'),
    ],
    [
      'one paper and the other',
      {
        requirements: [requirement({ anyOf: [['a', 'b']] })],
        credentials: [paper('a', 'DE + FR'), paper('b', 'FR + US')],
      },
      both('DE US'),
    ],
    [
      'two papers or a third one',
      {
        requirements: [requirement({ anyOf: [['a', 'b'], ['c']] })],
        credentials: [paper('a', 'DE + FR'), paper('b', 'FR'), paper('c', 'US')],
      },
      both('DE'),
    ],
    [
      'a paper outside of the markets that ask for it',
      { requirements: [requirement({ markets: scope('DE') })], credentials: [paper('radio-approval', 'FR')] },
      both('DE'),
    ],
    ['a risk that nobody takes', { requirements: [requirement(isGated)] }, both('DE FR US')],
    [
      'a risk that somebody takes',
      { requirements: [requirement(isGated)], riskAcceptances: accepted() },
      both('DE US'),
    ],
    [
      'a risk that was taken until now',
      {
        requirements: [requirement(isGated)],
        riskAcceptances: accepted({ valid: { from: null, until: 10 } }),
      },
      both('DE FR US'),
    ],
    [
      'a risk that must not be taken',
      { requirements: [requirement()], riskAcceptances: accepted() },
      both('DE FR US'),
    ],
  ])('%s', (_, part, expected) => {
    expect(denied(part)).toEqual(expected);
  });

  it.each([
    [9, ''],
    [10, 'DE'],
    [19, 'DE'],
    [20, ''],
  ])('follow the dates of a rule: at %i "%s"', (at, codes) => {
    expect(denied({ prohibitions: [prohibition({ ...dated, markets: scope('DE') })] }, at)).toEqual(
      both(codes),
    );
    expect(denied({ requirements: [requirement({ ...dated, markets: scope('DE') })] }, at)).toEqual(
      both(codes),
    );
  });
});

const GAME: Shape = { kind: 'app', category: 'app/game', attributes: {}, free: null };
const TOOL: Shape = { ...GAME, category: 'app/tools' };
const BETTING: Shape = { ...GAME, attributes: { gambling: true } };
const CHESS: Shape = { ...GAME, attributes: { gambling: false } };
const FREE: Shape = { ...GAME, free: true };
const PAID: Shape = { ...GAME, free: false };
const SHAPES = [GAME, TOOL, BETTING, CHESS, FREE, PAID];

/** Asks for classes in turn, and for each of them again. */
function classMarkets(part: Partial<RuleRows>, at = 10) {
  const profiles = new Profiles();
  const selection = (expression: string, more: Partial<Selection> = {}) =>
    profiles.selections.numberOf([
      {
        markets: scope(expression),
        actions: FRESH_ACTIONS,
        offered: true,
        valid: { from: null, until: null },
        ...more,
      },
    ]);
  const classes = new RuleClasses();
  const kinds = new Kinds(3);
  const markets = new ClassMarkets(snapshotOf(part), profiles, at, kinds);
  const kindOf = (
    shape: Shape,
    publisherId: string | null = null,
    itemId: string | null = null,
    chosen: number | null = null,
  ) => {
    const number = classes.numberOf(SHAPES.indexOf(shape), shape, publisherId, itemId, chosen);
    const kind = markets.kindOf(classes.at(number));
    expect(markets.kindOf(classes.at(number))).toBe(kind);
    return kind;
  };
  const setsOf = (...one: Parameters<typeof kindOf>) => {
    const kind = kindOf(...one);
    return both(codesIn(kinds.table.read(kind, 'list')), codesIn(kinds.table.read(kind, 'acquire')));
  };
  return { selection, kindOf, setsOf, kinds };
}

describe('what rules make of a class', () => {
  const plan = offer({ id: 'plan' });
  const no = (expression: string, part: Parameters<typeof offer>[0]) =>
    offer({ id: `no ${expression}`, offered: false, markets: scope(expression), ...part });

  it('is what the store offers for its publisher, its category and itself', () => {
    const { setsOf } = classMarkets({
      offers: [
        plan,
        no('DE', { category: 'app/game' }),
        no('FR', { publisherId: 'p1' }),
        no('US', { itemId: 'i1' }),
      ],
    });
    expect(setsOf(TOOL)).toEqual(both('DE FR US'));
    expect(setsOf(GAME)).toEqual(both('FR US'));
    expect(setsOf(TOOL, 'p1')).toEqual(both('DE US'));
    expect(setsOf(GAME, 'p1')).toEqual(both('US'));
    expect(setsOf(TOOL, null, 'i1')).toEqual(both('DE FR'));
    expect(setsOf(GAME, 'p1', 'i1')).toEqual(both(''));
    expect(setsOf(TOOL, 'p1')).toEqual(both('DE US'));
  });

  it('is nothing where the store offers nothing, and one action where it offers one', () => {
    expect(classMarkets({ offers: [] }).setsOf(GAME)).toEqual(both(''));
    const offers = [offer({ actions: ['list'], markets: scope('DE + US') })];
    expect(classMarkets({ offers }).setsOf(GAME)).toEqual(both('DE US', ''));
    const later = offer({ id: 'later', actions: ['acquire'], valid: { from: 11, until: null } });
    expect(classMarkets({ offers: [...offers, later] }).setsOf(GAME)).toEqual(both('DE US', ''));
    expect(classMarkets({ offers: [...offers, later] }, 11).setsOf(GAME)).toEqual(both('DE US', 'DE FR US'));
  });

  it('is left of what its publisher offers, where the class knows what was selected', () => {
    const general = no('FR + US', { side: 'publisher', publisherId: 'p1' });
    const { selection, setsOf, kindOf } = classMarkets({
      offers: [plan, general],
      prohibitions: [prohibition({ markets: scope('DE'), actions: ['acquire'] })],
    });
    const [some, other, ended] = [
      selection('DE + FR'),
      selection('WORLD', { actions: ['acquire'] }),
      selection('WORLD', { valid: { from: null, until: 10 } }),
    ];
    expect(setsOf(GAME, 'p1', null, some)).toEqual(both('DE FR', 'FR'));
    expect(setsOf(GAME, 'p1', null, other)).toEqual(both('', ''));
    expect(setsOf(GAME, 'p1', null, ended)).toEqual(both(''));
    expect(setsOf(TOOL, 'p1', null, some)).toEqual(both('DE FR', 'FR'));
    expect(setsOf(GAME, 'p1', null, null)).toEqual(both('DE FR US', 'FR US'));
    expect(kindOf(TOOL, 'p1', null, some)).toBe(kindOf(GAME, 'p1', null, some));
  });

  it('hangs on attributes where a rule asks for them', () => {
    const gambling = about({ where: { op: 'eq', attribute: 'gambling', value: true } });
    const { setsOf, kindOf, kinds } = classMarkets({
      offers: [plan],
      prohibitions: [prohibition({ items: gambling, markets: scope('DE') })],
    });
    expect(setsOf(BETTING)).toEqual(both('FR US'));
    expect(setsOf(CHESS)).toEqual(both('DE FR US'));
    // What is not known works against it.
    expect(setsOf(GAME)).toEqual(both('FR US'));
    expect(kindOf(GAME)).toBe(kindOf(BETTING));
    expect(kindOf(GAME)).not.toBe(kindOf(CHESS));
    expect(kindOf(TOOL)).toBe(kindOf(GAME));
    expect(kinds.size).toBe(2);
  });

  it('hangs on whether it is free where a rule asks for that', () => {
    const free = about({ where: { op: 'eq', attribute: 'price.free', value: true } });
    const prohibitions = [prohibition({ items: free, markets: scope('DE') })];
    const { setsOf } = classMarkets({ offers: [plan], prohibitions });
    expect(setsOf(FREE)).toEqual(both('FR US'));
    expect(setsOf(PAID)).toEqual(both('DE FR US'));
  });

  it('is one kind for all that are treated alike', () => {
    const { kindOf, kinds } = classMarkets({
      offers: [plan],
      prohibitions: [prohibition({ items: about({ publisherIds: ['p1'] }), markets: scope('DE') })],
    });
    expect([kindOf(GAME), kindOf(TOOL), kindOf(CHESS, 'p2'), kindOf(GAME, 'p1'), kindOf(TOOL, 'p1')]).toEqual(
      [0, 0, 0, 1, 1],
    );
    expect(kinds.size).toBe(2);
  });
});

describe('how long rules hold', () => {
  const next = (part: Partial<RuleRows>, at = 10) => {
    const boundary = new NextBoundary(at);
    boundary.noteRules(snapshotOf({ offers: [], ...part }));
    return boundary.next;
  };
  const dated = { valid: { from: 12, until: 15 } };
  const inGermany = (part: object) =>
    world().markets.map((market) => (market.code === 'DE' ? { ...market, ...part } : market));
  const member = (from: number | null, until: number | null = null) => [
    ...world().groups,
    { code: 'G', name: 'G', members: [{ market: 'DE', from, until }] },
  ];

  it.each<[string, Partial<RuleRows>]>([
    ['an order', { prohibitions: [prohibition(dated)] }],
    ['a paper that is asked for', { requirements: [requirement(dated)] }],
    ['a paper', { credentials: [credential(dated)] }],
    ['a risk that is taken', { requirements: [requirement()], riskAcceptances: [acceptance(dated)] }],
    ['an offer', { offers: [offer(dated)] }],
    ['an offer of a publisher', { offers: [offer({ ...dated, side: 'publisher', publisherId: 'p' })] }],
  ])('is until the next date of %s', (_, part) => {
    expect([10, 11, 12, 14, 15].map((at) => next(part, at))).toEqual([12, 12, 15, 15, null]);
  });

  it.each<[string, Partial<RuleRows>]>([
    [
      'a market',
      {
        markets: inGermany({
          statuses: [
            { from: 15, status: 'closed' },
            { from: 12, status: 'open' },
          ],
        }),
      },
    ],
    [
      'a currency',
      {
        markets: inGermany({
          currencies: [
            { currency: 'DEM', from: null, until: 12 },
            { currency: 'EUR', from: 15, until: null },
          ],
        }),
      },
    ],
    ['who is in a group', { groups: member(12, 15), prohibitions: [prohibition({ markets: scope('G') })] }],
  ])('is until the next change of %s', (_, part) => {
    expect([10, 12, 15].map((at) => next(part, at))).toEqual([12, 15, null]);
  });

  it('does not hang on groups that no rule names, nor on the past', () => {
    expect(next({ groups: member(12) })).toBeNull();
    expect(next({ prohibitions: [prohibition({ valid: { from: 3, until: null } })] })).toBeNull();
    expect(
      next({ prohibitions: [prohibition({ valid: { from: 99, until: null } }), prohibition(dated)] }),
    ).toBe(12);
  });
});
