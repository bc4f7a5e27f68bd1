import { Atlas } from '../atlas/atlas';
import type { ItemRecord } from '../atlas/items/item-record';
import { buildSnapshot } from '../decision/snapshot/build-snapshot';
import {
  credential,
  item as anItem,
  items as about,
  prohibition,
  rows,
  scope,
} from '../decision/spec/factories';
import type { RuleRows } from '../rules/rule-rows';
import { Touched } from './touched';

const AT = 10;
const seeded = rows();
const markets = seeded.markets.filter(({ code }) => ['DE', 'FR', 'US', 'UA', 'UA-43'].includes(code));
const groups = seeded.groups.filter(({ code }) => code === 'WORLD');
const rulesOf = (part: Partial<RuleRows>) => buildSnapshot(rows({ markets, groups, ...part }));
const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
const slot = (code: string) => markets.find((market) => market.code === code)?.slot ?? -1;

/** Forty apps of two publishers in two categories; of one of them it is not known whether it is for adults. */
const RECORDS: ItemRecord[] = Array.from({ length: 40 }, (_, number) => {
  const { parent: _parent, ...item } = anItem({
    id: uuid(number),
    category: number % 2 === 0 ? 'app/game' : 'app/tools',
    publisherId: number % 4 < 2 ? 'acme' : 'other',
    attributes: number === 7 ? {} : { adult: number === 5 },
  });
  return { ...item, parentId: null, rank: 40 - number, selections: [] };
});

/** The numbers of the touched items by market. */
function touched(before: Partial<RuleRows>, after: Partial<RuleRows>) {
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const atlas = Atlas.compile(RECORDS, old, AT, 1);
  const next = atlas.withRules(now, AT);
  const cells = Touched.between({ rules: old, at: AT, atlas }, { rules: now, at: AT, atlas: next });
  const numbers = RECORDS.map((_, number) => number);
  const byMarket = now.markets.markets.flatMap(({ code, slot: at }) => {
    const found = numbers.filter((number) => cells.has(at, atlas.positionOf(uuid(number))));
    return found.length === 0 ? [] : [[code, found] as const];
  });
  return { cells, atlas, byMarket: Object.fromEntries(byMarket) };
}
const order = (part: Parameters<typeof prohibition>[0]) => ({ prohibitions: [prohibition(part)] });
const where = (test: (number: number) => boolean) =>
  RECORDS.flatMap((_, number) => (test(number) ? [number] : []));
const games = where((number) => number % 2 === 0);
const all = where(() => true);

describe('the cells that a change is about', () => {
  it('are none where rules stay as they are', () => {
    const { byMarket, cells } = touched(order({}), order({}));
    expect(byMarket).toEqual({});
    expect(cells.positions(5)).toEqual([]);
  });

  it.each<[string, Partial<RuleRows>, Partial<RuleRows>, object]>([
    [
      'a rule that comes',
      {},
      order({ items: about({ categories: ['app/game'] }), markets: scope('DE + FR') }),
      { DE: games, FR: games },
    ],
    [
      'one that goes',
      order({ items: about({ itemIds: [uuid(3), uuid(4)] }), markets: scope('US') }),
      {},
      { US: [3, 4] },
    ],
    [
      'one that moves',
      order({ items: about({ publisherIds: ['other'] }), markets: scope('DE') }),
      order({ items: about({ publisherIds: ['other'] }), markets: scope('FR') }),
      { DE: where((number) => number % 4 >= 2), FR: where((number) => number % 4 >= 2) },
    ],
    [
      'two rules in one market',
      {},
      {
        prohibitions: [
          prohibition({ id: 'a', items: about({ itemIds: [uuid(1)] }), markets: scope('DE') }),
          prohibition({ id: 'b', items: about({ itemIds: [uuid(39)] }), markets: scope('DE + US') }),
        ],
      },
      { DE: [1, 39], US: [39] },
    ],
    [
      'one rule in two markets, and another in one of them',
      {},
      {
        prohibitions: [
          prohibition({ id: 'a', items: about({ itemIds: [uuid(1)] }), markets: scope('DE + US') }),
          prohibition({ id: 'b', items: about({ itemIds: [uuid(39)] }), markets: scope('DE') }),
          prohibition({ id: 'c', items: about({ itemIds: [uuid(3)] }), markets: scope('US') }),
        ],
      },
      { DE: [1, 39], US: [1, 3] },
    ],
    [
      'two rules in the same markets',
      {},
      {
        prohibitions: [
          prohibition({ id: 'a', items: about({ itemIds: [uuid(1)] }), markets: scope('DE') }),
          prohibition({ id: 'b', items: about({ itemIds: [uuid(2)] }), markets: scope('DE') }),
        ],
      },
      { DE: [1, 2] },
    ],
    [
      'a rule about what is not known',
      {},
      order({ items: about({ where: { op: 'eq', attribute: 'adult', value: true } }), markets: scope('DE') }),
      { DE: [5, 7] },
    ],
    ['a rule about nothing that is there', {}, order({ items: about({ kinds: ['device'] }) }), {}],
    [
      'a paper of a publisher',
      {},
      { credentials: [credential({ markets: scope('DE') })] },
      { DE: where((number) => number % 4 < 2) },
    ],
    [
      'a paper of the operator',
      {},
      { credentials: [credential({ markets: scope('DE'), holder: { kind: 'operator' } })] },
      { DE: all },
    ],
    ['a paper that counts for nothing', {}, { credentials: [credential({ status: 'draft' })] }, {}],
    [
      'a market that closes, with what lies in it',
      {},
      {
        markets: markets.map((market) =>
          market.code === 'UA' ? { ...market, statuses: [{ from: null, status: 'closed' }] } : market,
        ),
      },
      { UA: all, 'UA-43': all },
    ],
    [
      'a part that closes, and a rule beside it',
      {},
      {
        ...order({ items: about({ itemIds: [uuid(8)] }), markets: scope('FR') }),
        markets: markets.map((market) =>
          market.code === 'UA-43' ? { ...market, statuses: [{ from: null, status: 'closed' }] } : market,
        ),
      },
      { 'UA-43': all, FR: [8] },
    ],
    [
      'another zone, on which everything may hang',
      {},
      { markets: markets.map((market) => (market.code === 'FR' ? { ...market, zone: 'Etc/UTC' } : market)) },
      { DE: all, FR: all, US: all, UA: all, 'UA-43': all },
    ],
  ])('are those of %s', (_, before, after, expected) => {
    expect(touched(before, after).byMarket).toEqual(expected);
  });

  it('are listed by position, in whatever market, unless there are too many', () => {
    const { cells, atlas } = touched(
      {},
      {
        prohibitions: [
          prohibition({ id: 'a', items: about({ itemIds: [uuid(38), uuid(2)] }), markets: scope('DE') }),
          prohibition({ id: 'b', items: about({ itemIds: [uuid(38), uuid(35)] }), markets: scope('FR') }),
        ],
      },
    );
    const positions = [2, 35, 38].map((number) => atlas.positionOf(uuid(number))).sort((a, b) => a - b);
    expect(cells.positions(3)).toEqual(positions);
    expect(cells.positions(2)).toBeNull();
    expect(cells.has(slot('DE'), positions[0] ?? -1)).toBe(true);
    expect(cells.has(511, 0)).toBe(false);
  });

  it('are kept apart where many rules are about many markets', () => {
    const many = seeded.markets
      .filter(({ parent }) => parent === null)
      .slice(0, 20)
      .map((market, place) => ({ ...market, slot: place }));
    const codes = (...places: number[]) => places.map((place) => many[place]?.code ?? '');
    const inMarkets = (number: number, ...places: number[]) =>
      prohibition({
        id: `${number}`,
        items: about({ itemIds: [uuid(number)] }),
        markets: scope(codes(...places).join(' + ')),
      });
    const prohibitions = [
      inMarkets(0, 0),
      inMarkets(1, 1),
      inMarkets(2, 1, 2),
      ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => inMarkets(number, number)),
    ];
    const expected = Object.fromEntries(
      many.slice(0, 13).map(({ code }, place) => [code, place === 1 ? [1, 2] : [place]]),
    );
    expect(touched({ markets: many }, { markets: many, prohibitions }).byMarket).toEqual(expected);
  });

  it('share one mask in markets that are touched alike', () => {
    const { cells } = touched({}, order({ markets: scope('DE + FR + US') }));
    expect(new Set(['DE', 'FR', 'US'].map((code) => cells.masks.get(slot(code)))).size).toBe(1);
    expect(cells.masks.has(slot('UA'))).toBe(false);
  });
});
