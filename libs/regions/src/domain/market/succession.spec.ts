import { shared } from '../decision/spec/cases';
import type { Market, MarketGroup } from './market';
import { MarketIndex } from './market-index';

const market = (code: string, slot: number, part: Partial<Market> = {}): Market => ({
  code,
  parent: null,
  name: code,
  zone: 'Etc/UTC',
  currencies: [],
  statuses: [],
  slot,
  addedAt: 0,
  ...part,
});
const always = (code: string) => ({ market: code, from: null, until: null });
const world: MarketGroup = { code: 'WORLD', name: 'World', members: null };
const union: MarketGroup = { code: 'UNION', name: 'Union', members: [always('CS'), always('HU')] };

/** CS split into RS and ME at 100; RS renamed itself to SR at 200, and ME has a part ME-1. */
const split = shared(
  () =>
    new MarketIndex(
      [
        market('CS', 0, {
          successors: [
            { market: 'RS', from: 100 },
            { market: 'ME', from: 100 },
          ],
        }),
        market('RS', 1, { addedAt: 90, successors: [{ market: 'SR', from: 200 }] }),
        market('ME', 2, { addedAt: 90 }),
        market('ME-1', 3, { parent: 'ME', addedAt: 90 }),
        market('SR', 4, { addedAt: 190 }),
        market('HU', 5),
      ],
      [world, union],
    ),
);
const scope = (expression: string, coversFutureMarkets = true) => ({
  expression,
  coversFutureMarkets,
  writtenAt: 50,
});
const covered = (expression: string, at: number, future = true) =>
  split().covered(scope(expression, future), at);

describe('a market whose place others take', () => {
  it('has its code cover them from that day on, step by step', () => {
    expect(covered('CS', 99)).toEqual(['CS']);
    expect(covered('CS', 100)).toEqual(['CS', 'RS', 'ME', 'ME-1']);
    expect(covered('CS', 200)).toEqual(['CS', 'RS', 'ME', 'ME-1', 'SR']);
    expect(covered('RS', 200)).toEqual(['RS', 'SR']);
    expect(covered('ME', 200)).toEqual(['ME', 'ME-1']);
  });

  it('takes them away likewise, so that what is left can be named', () => {
    expect(covered('WORLD - CS', 100)).toEqual(['SR', 'HU']);
    expect(covered('CS - ME', 100)).toEqual(['CS', 'RS']);
  });

  it('brings them into its groups, and they are no new ground', () => {
    expect(covered('UNION', 99)).toEqual(['CS', 'HU']);
    expect(covered('UNION', 100)).toEqual(['CS', 'RS', 'ME', 'ME-1', 'HU']);
    expect(covered('UNION', 100, false)).toEqual(['CS', 'RS', 'ME', 'HU']);
    expect(covered('WORLD', 250, false)).toEqual(['CS', 'RS', 'ME', 'SR', 'HU']);
  });

  it('is named less closely than they are, and more closely than a group', () => {
    const rank = (expression: string, code: string) =>
      split().compile(scope(expression)).rankOf(split().market(code).slot, 250);
    expect(rank('SR', 'SR')).toBeLessThan(rank('RS', 'SR'));
    expect(rank('RS', 'SR')).toBeLessThan(rank('CS', 'SR'));
    expect(rank('ME', 'ME-1')).toBeLessThan(rank('CS', 'ME-1'));
    expect(rank('CS', 'SR')).toBeLessThan(rank('UNION', 'SR'));
  });

  it('is as near as the shorter of two ways to what took its place', () => {
    const links = [
      { market: 'BB', from: 5 },
      { market: 'CC', from: 5 },
    ];
    for (const successors of [links, [...links].reverse()]) {
      const index = new MarketIndex(
        [
          market('AA', 1, { successors }),
          market('BB', 2, { successors: [{ market: 'CC', from: 7 }] }),
          market('CC', 3),
        ],
        [world],
      );
      const rank = (code: string) => index.compile(scope(code)).rankOf(3, 9);
      expect(rank('CC')).toBeLessThan(rank('AA'));
      expect(rank('AA')).toBe(rank('BB'));
      expect([4, 5, 7].map((at) => index.covered(scope('AA'), at))).toEqual([
        ['AA'],
        ['AA', 'BB', 'CC'],
        ['AA', 'BB', 'CC'],
      ]);
    }
  });

  it.each([
    ['by itself', [market('AA', 1, { successors: [{ market: 'AA', from: 1 }] })]],
    ['by nobody known', [market('AA', 1, { successors: [{ market: 'BB', from: 1 }] })]],
    [
      'in a circle',
      [
        market('AA', 1, { successors: [{ market: 'BB', from: 1 }] }),
        market('BB', 2, { successors: [{ market: 'AA', from: 9 }] }),
      ],
    ],
    [
      'by what it is a part of',
      [market('AA', 1), market('AA-1', 2, { parent: 'AA', successors: [{ market: 'AA', from: 1 }] })],
    ],
  ])('is not taken %s', (_, markets) => {
    expect(() => new MarketIndex(markets, [])).toThrow(
      expect.objectContaining({ code: 'invalid-market' }) as Error,
    );
  });

  it('may be taken by a part of it', () => {
    const parts = [
      market('AA', 1, { successors: [{ market: 'AA-1', from: 5 }] }),
      market('AA-1', 2, { parent: 'AA' }),
    ];
    const index = new MarketIndex(parts, []);
    expect(index.covered(scope('AA'), 9)).toEqual(['AA', 'AA-1']);
    expect(index.covered(scope('AA-1'), 9)).toEqual(['AA-1']);
  });
});
