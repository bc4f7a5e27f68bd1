import { decide } from '../decide';
import type { Action } from '../../rules/action';
import type { RuleRows } from '../../rules/rule-rows';
import { matchItem } from '../evaluate/match-item';
import { buildSnapshot } from '../snapshot/build-snapshot';
import type { Item } from '../../item/item';
import {
  acceptance,
  credential,
  deal,
  item,
  items as about,
  offer,
  offeredEverywhere,
  phone,
  prohibition,
  requirement,
  scope,
  timeless,
} from './factories';

const AT = 1_000;
const SOON = { from: AT + 10, until: null };
const ENDING = { from: null, until: AT + 20 };

const MARKETS = timeless().markets;
const [WAS, WILL] = [offeredEverywhere()[0], offeredEverywhere()[1]] as [
  ReturnType<typeof offer>,
  ReturnType<typeof offer>,
];

function asked(part: Partial<RuleRows>, one: Item = item(), action: Action = 'acquire', market = 'DE') {
  const entitlement =
    action === 'list' || action === 'acquire' ? {} : { entitlement: { status: 'active' as const } };
  return decide(buildSnapshot(timeless(part)), { item: one, market, action, at: AT, ...entitlement });
}
const next = (...question: Parameters<typeof asked>) => asked(...question).nextChange;
const launch = (before: 'embargo' | 'announce') => ({
  facts: { launch: { time: { kind: 'instant' as const, at: AT + 10 }, before } },
});
const german = (part: Partial<(typeof MARKETS)[number]>) => ({
  markets: MARKETS.map((one) => (one.code === 'DE' ? { ...one, ...part } : one)),
});

describe('the next change says why', () => {
  it.each<[string, Partial<RuleRows>, Item, number, boolean, object]>([
    [
      'a prohibition begins',
      { prohibitions: [prohibition({ valid: SOON })] },
      item(),
      10,
      false,
      { what: 'prohibition', id: 'prohibition', visibility: 'public' },
    ],
    [
      'one ends',
      { prohibitions: [prohibition({ valid: ENDING, visibility: 'staff' })] },
      item(),
      20,
      true,
      { what: 'prohibition', id: 'prohibition', visibility: 'staff' },
    ],
    [
      'a requirement begins',
      { requirements: [requirement({ valid: SOON })] },
      item(),
      10,
      false,
      { what: 'requirement', id: 'requirement', visibility: 'public' },
    ],
    [
      'a credential ends',
      { requirements: [requirement()], credentials: [credential({ valid: ENDING })] },
      item(),
      20,
      false,
      { what: 'credential', id: 'credential', visibility: 'public' },
    ],
    [
      'a credential that exempts begins',
      {
        prohibitions: [prohibition({ exemptingCredentialType: 'radio-approval', visibility: 'publisher' })],
        credentials: [credential({ valid: SOON })],
      },
      item(),
      10,
      true,
      { what: 'credential', id: 'credential', visibility: 'publisher' },
    ],
    [
      'an acceptance ends',
      {
        requirements: [requirement({ enforcement: 'risk-gated' })],
        riskAcceptances: [acceptance({ valid: { from: null, until: AT + 20 } })],
      },
      item(),
      20,
      false,
      { what: 'risk-acceptance', id: 'acceptance', visibility: 'public' },
    ],
    [
      'an offer of the store begins',
      { offers: [WAS, { ...WILL, valid: SOON }] },
      item(),
      10,
      true,
      { what: 'offer', id: 'plan', visibility: 'public' },
    ],
    [
      'an offer of the publisher ends',
      { offers: [{ ...WAS, valid: ENDING }, WILL] },
      item(),
      20,
      false,
      { what: 'offer', id: 'selection', visibility: 'public' },
    ],
    [
      'a launch is near',
      {},
      item(launch('announce')),
      10,
      true,
      { what: 'launch', id: 'item', visibility: 'public' },
    ],
    [
      'a secret launch is near',
      {},
      item(launch('embargo')),
      10,
      true,
      { what: 'launch', id: 'item', visibility: 'publisher' },
    ],
    [
      'a withdrawal is near',
      {},
      item({ facts: { withdrawn: { by: 'store', since: AT + 10, retention: 'full' } } }),
      10,
      false,
      { what: 'withdrawal', id: 'item', visibility: 'publisher' },
    ],
    [
      'the market opens',
      german({ statuses: [{ from: AT + 10, status: 'open' }] }),
      item(),
      10,
      true,
      { what: 'market-status', id: 'DE', visibility: 'public' },
    ],
    [
      'the currency ends',
      german({ currencies: [{ currency: 'EUR', from: null, until: AT + 20 }] }),
      item({ facts: { free: false, prices: [{ market: null, currency: 'EUR' }] } }),
      20,
      false,
      { what: 'market-currency', id: 'DE', visibility: 'public' },
    ],
    [
      'the app of a product is launched',
      {},
      item({ id: 'product', kind: 'in-app-product', parent: item(launch('announce')) }),
      10,
      true,
      { what: 'launch', id: 'item', visibility: 'public' },
    ],
  ])('where %s', (_, part, one, ahead, allowed, cause) => {
    expect(next(part, one)).toEqual({ at: AT + ahead, allowed, why: [cause] });
    expect(asked(part, one).allowed).toBe(!allowed);
  });

  it('with each cause of that instant once and the most secret word for it, and none of another instant', () => {
    const part = {
      prohibitions: [
        prohibition({ id: 'b', valid: ENDING }),
        prohibition({ id: 'a', valid: ENDING }),
        prohibition({ id: 'c', valid: { from: null, until: AT + 5 } }),
        prohibition({ id: 'd', valid: { from: AT + 30, until: null } }),
      ],
      requirements: [
        requirement({ valid: SOON }),
        requirement({ id: 'secret', valid: SOON, visibility: 'staff' }),
      ],
      credentials: [credential({ valid: { from: AT + 20, until: null } })],
    };
    expect(next(part)).toEqual({
      at: AT + 20,
      allowed: true,
      why: [
        { what: 'credential', id: 'credential', visibility: 'staff' },
        { what: 'prohibition', id: 'a', visibility: 'public' },
        { what: 'prohibition', id: 'b', visibility: 'public' },
      ],
    });
  });

  it('by what has a part in the answer alone, whatever else begins or ends at that instant', () => {
    const part = {
      prohibitions: [
        prohibition({ id: 'here', valid: ENDING }),
        prohibition({ id: 'there', valid: ENDING, markets: scope('FR') }),
        prohibition({ id: 'listing', valid: ENDING, actions: ['list'] }),
      ],
      requirements: [
        requirement({ id: 'there', valid: ENDING, markets: scope('FR') }),
        requirement({ id: 'listing', valid: ENDING, actions: ['list'] }),
        requirement({ id: 'advice', valid: ENDING, enforcement: 'advisory' }),
      ],
      credentials: [credential({ valid: ENDING, type: 'unasked' })],
      offers: [
        ...offeredEverywhere(),
        offer({ id: 'there', valid: ENDING, markets: scope('FR') }),
        offer({ id: 'listing', valid: ENDING, actions: ['list'] }),
        offer({ id: 'of others', valid: ENDING, publisherId: 'other' }),
      ],
    };
    const here = { what: 'prohibition', id: 'here', visibility: 'public' };
    expect(next(part)).toEqual({ at: AT + 20, allowed: true, why: [here] });
    const product = item({ id: 'product', kind: 'in-app-product', parent: item() });
    expect(next(part, product)).toEqual({ at: AT + 20, allowed: true, why: [here] });
  });

  it('to those who have an item by no offer and by no currency, but by what may take it from them', () => {
    const order = prohibition({ valid: SOON, retention: 'revoke' });
    const offers = [
      { ...WAS, valid: SOON },
      { ...WILL, valid: SOON },
    ];
    const part = { prohibitions: [order], offers, ...german({ currencies: [{ currency: 'EUR', ...SOON }] }) };
    const cause = { what: 'prohibition', id: 'prohibition', visibility: 'public' };
    expect(next(part, item(), 'update')).toEqual({ at: AT + 10, allowed: false, why: [cause] });
  });

  it('at the first instant at which nothing fails, or anything does', () => {
    const two = [
      prohibition({ id: 'a', valid: { from: AT + 5, until: AT + 30 } }),
      prohibition({ id: 'b', valid: ENDING }),
    ];
    expect(next({ prohibitions: two })).toMatchObject({ at: AT + 30, allowed: true });
    expect(
      next({
        prohibitions: [prohibition({ valid: { from: AT + 30, until: null } }), prohibition({ valid: SOON })],
      })?.at,
    ).toBe(AT + 10);
    // One takes over from the other at the same instant: nothing changes there.
    const relay = [
      prohibition({ id: 'a', valid: { from: null, until: AT + 5 } }),
      prohibition({ id: 'b', valid: { from: AT + 5, until: AT + 9 } }),
    ];
    expect(next({ prohibitions: relay })).toMatchObject({ at: AT + 9, allowed: true });
  });
});

describe('no change is near', () => {
  const cases: [string, Partial<RuleRows>, Item?, Action?][] = [
    ['where nothing has a date', {}],
    [
      'because of a rule about another action',
      { prohibitions: [prohibition({ actions: ['list'], valid: SOON })] },
    ],
    [
      'because of a requirement of another action',
      { requirements: [requirement({ actions: ['list'], valid: SOON })] },
    ],
    [
      'because of an offer of another action',
      {
        offers: [
          ...offeredEverywhere(),
          offer({ id: 'x', actions: ['list'], category: 'app', offered: false, valid: SOON }),
        ],
      },
    ],
    [
      'because of an advisory requirement',
      { requirements: [requirement({ enforcement: 'advisory', valid: SOON })] },
    ],
    [
      'because of a rule in another market',
      { prohibitions: [prohibition({ markets: scope('FR'), valid: SOON })] },
    ],
    [
      'because of a rule about other items',
      { prohibitions: [prohibition({ items: about({ kinds: ['device'] }), valid: SOON })] },
    ],
    [
      'because of the currency of what is free',
      german({ currencies: [{ currency: 'EUR', from: null, until: AT + 20 }] }),
    ],
    [
      'because of a currency, to those who have the item',
      german({ currencies: [{ currency: 'EUR', from: null, until: AT + 20 }] }),
      item({ facts: { free: false, prices: [{ market: null, currency: 'EUR' }] } }),
      'update',
    ],
    ['because of an offer, to those who have the item', { offers: [], prohibitions: [] }, item(), 'update'],
    ['because of dates that are over', { prohibitions: [prohibition({ valid: { from: null, until: AT } })] }],
    [
      'where something else fails for good',
      { prohibitions: [prohibition({ id: 'a' }), prohibition({ id: 'b', valid: ENDING })] },
    ],
    ['where nobody ever offers the item', { offers: [WAS], prohibitions: [prohibition({ valid: ENDING })] }],
    [
      'because of a launch that is over',
      {},
      item({ facts: { launch: { time: { kind: 'instant', at: AT }, before: 'embargo' } } }),
    ],
  ];
  it.each(cases.map(([name, part, one = item(), action = 'acquire']) => [name, part, one, action] as const))(
    '%s',
    (_, part, one, action) => {
      expect(next(part, one, action)).toBeNull();
    },
  );
});

describe('the rules about an item in one market', () => {
  it('are those that may ever hold there', () => {
    const rules = buildSnapshot(
      timeless({
        prohibitions: [
          prohibition({ id: 'here', markets: scope('DE') }),
          prohibition({ id: 'there', markets: scope('FR') }),
        ],
        requirements: [requirement({ id: 'there', markets: scope('FR') }), requirement({ id: 'here' })],
        credentials: [
          credential({ id: 'there', markets: scope('FR') }),
          credential({ id: 'here', markets: scope('DE') }),
        ],
      }),
    );
    const { slot } = rules.markets.market('DE');
    const ids = (at: number | null) => {
      const { prohibitions, requirements } = matchItem(rules, item(), at);
      const papers = requirements.flatMap(({ anyOf }) =>
        anyOf.flat().flatMap(({ credentials }) => credentials),
      );
      return [
        prohibitions.map(({ rule }) => rule.row.id),
        requirements.map(({ rule }) => rule.row.id),
        papers.map(({ row }) => row.id),
      ];
    };
    expect(ids(slot)).toEqual([['here'], ['here'], ['here']]);
    expect(ids(null).map((list) => new Set(list))).toEqual([
      new Set(['here', 'there']),
      new Set(['here', 'there']),
      new Set(['here', 'there']),
    ]);
  });
});

describe('the paper that comes nearest', () => {
  const needs = [requirement({ missingCode: 'IP.LICENCE_MISSING' })];
  const chip = { op: 'eq', attribute: 'chipset', value: 'x' } as const;
  const reason = (part: Partial<RuleRows>, one = phone({ attributes: { chipset: 'x' } })) => {
    const [first] = asked({ requirements: needs, ...part }, one).reasons;
    return [first?.code, first?.credentialId];
  };

  it('is none from an assignment, however near in time', () => {
    const over = credential({ dealId: 'deal', valid: { from: null, until: AT } });
    expect(reason({ credentials: [over], deals: [deal({ kind: 'assignment' })] })).toEqual([
      'IP.LICENCE_MISSING',
      null,
    ]);
    expect(reason({ credentials: [over], deals: [deal()] })).toEqual(['IP.LICENCE_EXPIRED', 'credential']);
  });

  it('has no fault in a component that the item has', () => {
    const mine = credential({ id: 'mine', items: about({ where: chip }), valid: { from: null, until: AT } });
    const other = credential({ id: 'other', markets: scope('FR') });
    expect(reason({ credentials: [other, mine] })).toEqual(['IP.LICENCE_EXPIRED', 'mine']);
    const plain = phone({ attributes: { chipset: 'y' } });
    expect(reason({ credentials: [other, mine] }, plain)).toEqual([
      'IP.LICENCE_TERRITORY_NOT_COVERED',
      'other',
    ]);
    expect(reason({ credentials: [{ ...mine, valid: { from: null, until: null } }] }, plain)).toEqual([
      'IP.COMPONENT_NOT_LICENSED',
      'mine',
    ]);
  });
});

describe('a reason from an offer', () => {
  it('says since when and until when', () => {
    const no = offer({ id: 'no', category: 'app', offered: false, valid: { from: 5, until: AT + 5 } });
    const [reason] = asked({ offers: [...offeredEverywhere(), no] }).reasons;
    expect(reason).toMatchObject({ ruleId: 'no', since: 5, until: AT + 5, conflictsWith: [] });
    const [none] = asked({ offers: [WAS] }).reasons;
    expect(none).toMatchObject({ ruleId: null, since: null, until: null });
  });
});
