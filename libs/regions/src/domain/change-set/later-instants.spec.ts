import { credential, deal, offer, prohibition, requirement, rows } from '../decision/spec/factories';
import type { Market, MarketGroup, MarketStatus } from '../market/market';
import type { RuleRows } from '../rules/rule-rows';
import { laterInstants } from './later-instants';

const NOW = 10;
const period = (from: number | null, until: number | null = null) => ({ valid: { from, until } });
const market = (code: string, part: Partial<Market> = {}): Market => ({
  code,
  name: code,
  parent: null,
  zone: 'Etc/UTC',
  currencies: [],
  slot: 0,
  addedAt: 0,
  statuses: [],
  ...part,
});
const status = (...spans: [number, MarketStatus][]) => [
  market('AA', { statuses: spans.map(([from, one]) => ({ from, status: one })) }),
];
const group = (...members: [string, number | null, number | null][]): MarketGroup[] => [
  { code: 'WORLD', name: 'World', members: null },
  { code: 'G', name: 'G', members: members.map(([code, from, until]) => ({ market: code, from, until })) },
];
const of = (before: Partial<RuleRows>, after: Partial<RuleRows>, most = 8) => {
  const full = (part: Partial<RuleRows>) => rows({ markets: [], groups: [], offers: [], ...part });
  return laterInstants(full(before), full(after), NOW, most);
};

describe('the later instants of a change', () => {
  const seasonal = offer({ id: 'o', side: 'store', ...period(20, 30) });
  const need = requirement({ id: 'r', ...period(15) });
  const order = (...ends: [number | null, number?]) => [prohibition({ id: 'p', ...period(...ends) })];
  it.each<[string, Partial<RuleRows>, Partial<RuleRows>, number[]]>([
    ['none of what is there on both sides', { offers: [seasonal] }, { offers: [seasonal] }, []],
    ['none of what holds from now on', {}, { prohibitions: order(NOW) }, []],
    ['when a new rule begins and ends', {}, { offers: [seasonal] }, [20, 30]],
    ['when one would have begun that is taken away', { requirements: [need] }, {}, [15]],
    ['when one ends that held without end', { prohibitions: order(5) }, { prohibitions: order(5, 40) }, [40]],
    ['nothing that is past', { prohibitions: order(2, 9) }, { prohibitions: order(3, NOW) }, []],
    [
      'of two that are equal the one more',
      { requirements: [need] },
      { requirements: [need, need], offers: [seasonal] },
      [15, 20, 30],
    ],
    [
      'of a paper whose deal says something else',
      { credentials: [credential({ dealId: 'd', ...period(25) })], deals: [deal({ id: 'd' })] },
      {
        credentials: [credential({ dealId: 'd', ...period(25) })],
        deals: [deal({ id: 'd', kind: 'assignment' })],
      },
      [25],
    ],
    [
      'when a market opens, and when it would have closed',
      { markets: status([5, 'open'], [50, 'closed']) },
      { markets: status([5, 'open'], [60, 'open']) },
      [50, 60],
    ],
    [
      'when others take the place of a market',
      { markets: [market('AA')] },
      { markets: [market('AA', { successors: [{ market: 'BB', from: 70 }] })] },
      [70],
    ],
    [
      'when a market joins a group and leaves it',
      { groups: group(['AA', null, null], ['CC', 12, null]) },
      { groups: group(['AA', null, 80], ['BB', 18, null], ['CC', 12, null]) },
      [18, 80],
    ],
  ])('are %s', (_, before, after, expected) => {
    expect(of(before, after)).toEqual({ instants: expected, isComplete: true });
  });

  it('are at most so many, and say so: beginnings before ends, then the earliest', () => {
    const after = {
      offers: [
        offer({ id: 'a', side: 'store', ...period(null, 11) }),
        offer({ id: 'b', side: 'store', ...period(40, 12) }),
        offer({ id: 'c', side: 'store', ...period(30, 40) }),
      ],
    };
    expect(of({}, after, 4)).toEqual({ instants: [11, 12, 30, 40], isComplete: true });
    expect(of({}, after, 3)).toEqual({ instants: [11, 30, 40], isComplete: false });
    expect(of({}, after, 1)).toEqual({ instants: [30], isComplete: false });
  });
});
