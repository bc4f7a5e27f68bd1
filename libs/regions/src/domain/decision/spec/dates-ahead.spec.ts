import type { Item } from '../../item/item';
import type { Market, MarketScope } from '../../market/market';
import { ALWAYS, type Period } from '../../period';
import type { RuleRows } from '../../rules/rule-rows';
import { decide } from '../decide';
import { decideMatched } from '../decide-matched';
import { itemHasDates, marketHasDates } from '../evaluate/dates-ahead';
import { matchItem } from '../evaluate/match-item';
import { buildSnapshot } from '../snapshot/build-snapshot';
import {
  acceptance,
  credential,
  item,
  offer,
  offeredEverywhere,
  prohibition,
  requirement,
  scope,
  timeless,
} from './factories';

/** The only date there is: 1 January 1970, an hour after midnight in Berlin. */
const DAY = 3_600_000;
const plain = timeless();
const CLUB = { code: 'CLUB', name: 'Club', members: [{ market: 'FR', from: DAY, until: null }] };
const germany = (part: Partial<Market>) => ({
  markets: plain.markets.map((market) => (market.code === 'DE' ? { ...market, ...part } : market)),
});

/** Whether dates are ahead just before the day, and on it. */
function ahead(part: Partial<RuleRows>, one: Item = item(), code = 'DE'): [boolean, boolean] {
  const rules = buildSnapshot(timeless({ groups: [...plain.groups, CLUB], ...part }));
  const market = rules.markets.market(code);
  const match = matchItem(rules, one);
  const has = (at: number) => itemHasDates(match, market, at) || marketHasDates(rules.markets, market, at);
  return [has(DAY - 1), has(DAY)];
}

interface Dated {
  readonly valid?: Period;
  readonly markets?: MarketScope;
}
const needs = [
  requirement({ id: 'other' }),
  requirement({
    anyOf: [
      ['a', 'b'],
      ['c', 'radio-approval'],
    ],
  }),
];
const others = ['a', 'b', 'c'].map((type) => credential({ id: type, type }));
/** Each among others of its kind that have no dates. */
const KINDS: [string, (dated: Dated) => Partial<RuleRows>][] = [
  ['a prohibition', (dated) => ({ prohibitions: [prohibition(), prohibition({ id: 'b', ...dated })] })],
  [
    'a credential that exempts',
    (dated) => ({
      prohibitions: [prohibition({ exemptingCredentialType: 'radio-approval' })],
      credentials: [credential(), credential({ id: 'b', ...dated })],
    }),
  ],
  ['a requirement', (dated) => ({ requirements: [requirement(), requirement({ id: 'b', ...dated })] })],
  [
    'a credential that is asked for',
    (dated) => ({ requirements: needs, credentials: [...others, credential(dated)] }),
  ],
  [
    'an offer of the publisher',
    (dated) => ({
      offers: [...offeredEverywhere(), offer({ id: 'b', side: 'publisher', publisherId: 'acme', ...dated })],
    }),
  ],
  ['an offer of the store', (dated) => ({ offers: [...offeredEverywhere(), offer({ id: 'b', ...dated })] })],
];

describe('dates ahead', () => {
  it('are none in a world without dates', () => {
    for (const [name, rows] of KINDS) expect([name, ahead(rows({}))]).toEqual([name, [false, false]]);
    expect(ahead({})).toEqual([false, false]);
    const rules = buildSnapshot(timeless());
    const [germany, long] = [rules.markets.market('DE'), Date.UTC(1900, 0)];
    expect(itemHasDates(matchItem(rules, item()), germany, long)).toBe(false);
    expect(marketHasDates(rules.markets, germany, long)).toBe(false);
    expect(ahead({}, item({ kind: 'in-app-product', parent: item() }))).toEqual([false, false]);
  });

  it.each(KINDS)(
    'are those of %s: its first and last instant, and those at which its groups change',
    (_, rows) => {
      expect(ahead(rows({ valid: { from: DAY, until: null } }))).toEqual([true, false]);
      expect(ahead(rows({ valid: { from: null, until: DAY } }))).toEqual([true, false]);
      expect(ahead(rows({ valid: { from: 5, until: DAY } }))).toEqual([true, false]);
      expect(ahead(rows({ markets: scope('CLUB') }))).toEqual([true, false]);
      expect(ahead(rows({ valid: ALWAYS, markets: scope('WORLD - CLUB') }))).toEqual([true, false]);
    },
  );

  it('are those of an acceptance, which always ends', () => {
    const requirements = [requirement({ enforcement: 'risk-gated' })];
    const accepted = (until: number, markets = scope('WORLD')) =>
      ahead({ requirements, riskAcceptances: [acceptance({ markets, valid: { from: null, until } })] });
    expect(accepted(DAY)).toEqual([true, false]);
    expect(accepted(DAY - 1)).toEqual([false, false]);
    expect(accepted(5, scope('CLUB'))).toEqual([true, false]);
  });

  it.each<[string, Item['facts'] | object]>([
    ['a withdrawal', { withdrawn: { by: 'store', since: DAY, retention: 'full' } }],
    ['a launch', { launch: { time: { kind: 'instant', at: DAY }, before: 'announce' } }],
    [
      'a launch by the clock of the market',
      { launch: { time: { kind: 'market-local', at: '1970-01-01T02:00' }, before: 'announce' } },
    ],
  ])('are those of %s, of the item or of the app that it belongs to', (_, facts) => {
    expect(ahead({}, item({ facts }))).toEqual([true, false]);
    expect(ahead({}, item({ id: 'product', kind: 'in-app-product', parent: item({ facts }) }))).toEqual([
      true,
      false,
    ]);
  });

  it('are those of the rules about the app of a product', () => {
    const order = prohibition({
      items: { ...prohibition().items, kinds: ['app'] },
      valid: { from: DAY, until: null },
    });
    const product = item({ id: 'product', kind: 'in-app-product', parent: item() });
    expect(ahead({ prohibitions: [order] }, product)).toEqual([true, false]);
    expect(ahead({ prohibitions: [order] }, { ...product, parent: null })).toEqual([false, false]);
  });

  it('are those of the market and what it is a part of, and of no other market', () => {
    const opening = [
      { from: null, status: 'planned' as const },
      { from: DAY, status: 'open' as const },
    ];
    expect(ahead(germany({ statuses: opening }))).toEqual([true, false]);
    expect(ahead(germany({ statuses: opening }), item(), 'FR')).toEqual([false, false]);
    const country = plain.markets.map((market) =>
      market.code === 'US' ? { ...market, statuses: opening } : market,
    );
    expect(ahead({ markets: country }, item(), 'US-NV')).toEqual([true, false]);
    const euro = { currency: 'EUR', from: null, until: null };
    for (const period of [
      { from: DAY, until: null },
      { from: null, until: DAY },
    ]) {
      const currencies = [euro, { currency: 'BGN', ...period }];
      expect(ahead(germany({ currencies }))).toEqual([true, false]);
      expect(ahead(germany({ currencies }), item(), 'FR')).toEqual([false, false]);
    }
  });
});

describe('an answer from the rules that hold now alone', () => {
  const rules = () =>
    buildSnapshot(timeless({ prohibitions: [prohibition({ valid: { from: DAY, until: null } })] }));
  const question = { item: item(), market: 'DE', action: 'acquire' as const, at: 0 };

  it('takes its dates from the others, which are asked only where there are any', () => {
    const all = rules();
    const match = matchItem(buildSnapshot(timeless()), question.item);
    let asked = 0;
    const told = (hasDates: boolean) =>
      decideMatched(all, match, question, {
        hasDates,
        match: () => {
          asked++;
          return matchItem(all, question.item);
        },
      });
    expect(told(false).nextChange).toBeNull();
    expect(asked).toBe(0);
    expect(told(true)).toEqual(decide(all, question));
    expect([asked, told(true).nextChange?.at]).toEqual([1, DAY]);
  });
});
