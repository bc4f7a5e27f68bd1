import { DomainError } from '@portolan/platform';
import fc from 'fast-check';
import { LAST_INSTANT } from '../decision/spec/arbitrary-items';
import { ruleRows } from '../decision/spec/arbitrary-rules';
import type { Market, MarketGroup, MarketScope } from './market';
import { MarketIndex } from './market-index';
import { parseMarketScope, printMarketScope } from './parse-market-scope';

function fault(expression: string, index?: MarketIndex): Record<string, unknown> {
  try {
    if (index === undefined) parseMarketScope(expression);
    else index.compile(all(expression));
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, ...error.extra };
    throw error;
  }
  return {};
}

const all = (expression: string): MarketScope => ({ expression, coversFutureMarkets: true, writtenAt: 0 });

function market(code: string, slot: number, part: Partial<Market> = {}): Market {
  return {
    code,
    parent: null,
    name: code,
    zone: 'Etc/UTC',
    currencies: [],
    statuses: [],
    slot,
    addedAt: 0,
    ...part,
  };
}

const markets = [
  market('FR', 0),
  market('DE', 1),
  market('US', 511),
  market('US-NV', 31, { parent: 'US' }),
  market('GB', 32),
];
const groups: MarketGroup[] = [
  { code: 'WORLD', name: 'World', members: null },
  {
    code: 'EU',
    name: 'Union',
    members: [
      { market: 'FR', from: null, until: null },
      { market: 'DE', from: null, until: null },
      { market: 'GB', from: null, until: 100 },
    ],
  },
];
const index = new MarketIndex(markets, groups);
const covered = (expression: string, at = 200) => index.covered(all(expression), at);

describe('reading a market scope', () => {
  it('reads and prints terms from left to right', () => {
    expect(parseMarketScope('WORLD - EU + FR').map(({ sign, code }) => sign + code)).toEqual([
      '+WORLD',
      '-EU',
      '+FR',
    ]);
    expect(printMarketScope(parseMarketScope('  WORLD   -  UA-43 '))).toBe('WORLD - UA-43');
  });

  it.each([
    ['', 0, 'the code of a market or group', 'the end'],
    ['WORLD -', 7, 'the code of a market or group', 'the end'],
    ['- EU', 0, 'the code of a market or group', '"-"'],
    ['WORLD EU', 6, '"+" or "-" between spaces', '"EU"'],
    ['WORLD + - EU', 8, 'the code of a market or group', '"-"'],
    ['world', 0, 'the code of a market or group', '"world"'],
    ['WORLD + EU;DROP', 8, 'the code of a market or group', '"EU;DROP"'],
    [Array.from({ length: 513 }, () => 'FR').join(' + '), 2560, 'at most 512 terms', 'one more'],
    ['F'.repeat(9000), 8192, 'at most 8192 characters', '9000'],
  ])('says where %p stops making sense', (expression, position, expected, found) => {
    expect(fault(expression)).toEqual({ code: 'invalid-market-scope', position, expected, found });
  });

  it('points at a code that nothing is named by, and at an operator without spaces', () => {
    expect(fault('WORLD - ZZ', index)).toMatchObject({ position: 8, found: '"ZZ"' });
    expect(fault('WORLD-EU', index)).toMatchObject({
      position: 0,
      expected: expect.stringContaining('operators stand between spaces') as string,
    });
  });

  it('prints what it reads', () => {
    fc.assert(
      fc.property(ruleRows, ({ prohibitions }) => {
        for (const { expression } of prohibitions.map((row) => row.markets)) {
          expect(printMarketScope(parseMarketScope(expression))).toBe(expression);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a market scope covers', () => {
  it('is read from left to right', () => {
    expect(covered('WORLD - EU + FR')).toEqual(['FR', 'US-NV', 'GB', 'US']);
    expect(covered('WORLD + FR - EU')).toEqual(['US-NV', 'GB', 'US']);
    expect(covered('FR - FR')).toEqual([]);
  });

  it('resolves groups at the asked time', () => {
    expect(covered('EU', 99)).toEqual(['FR', 'DE', 'GB']);
    expect(covered('EU', 100)).toEqual(['FR', 'DE']);
    expect(covered('WORLD - EU', 99)).toEqual(['US-NV', 'US']);
  });

  it('has a market cover its subdivisions, but no subdivision its market', () => {
    expect(covered('US')).toEqual(['US-NV', 'US']);
    expect(covered('US - US-NV')).toEqual(['US']);
    expect(covered('US-NV')).toEqual(['US-NV']);
    expect(covered('WORLD - US')).toEqual(['FR', 'DE', 'GB']);
  });

  it('has groups cover markets added later only if it says so; what is named stays named', () => {
    const later = new MarketIndex(
      [...markets, market('XK', 7, { addedAt: 50 }), market('US-NJ', 8, { parent: 'US', addedAt: 50 })],
      groups,
    );
    const scope = (expression: string, coversFutureMarkets: boolean) =>
      later
        .covered({ expression, coversFutureMarkets, writtenAt: 49 }, 200)
        .filter((code) => ['XK', 'US-NJ'].includes(code));
    expect(scope('WORLD', true)).toEqual(['XK', 'US-NJ']);
    expect(scope('WORLD', false)).toEqual([]);
    expect(scope('WORLD + XK', false)).toEqual(['XK']);
    expect(scope('US', false)).toEqual(['US-NJ']);
    expect(later.covered({ expression: 'WORLD', coversFutureMarkets: false, writtenAt: 50 }, 0)).toContain(
      'XK',
    );
  });

  it('ranks the nearest term that covers a market since it was last taken away', () => {
    const rank = (expression: string, code: string) =>
      index.compile(all(expression)).rankOf(index.market(code).slot, 200);
    expect(rank('US-NV', 'US-NV')).toBeLessThan(rank('US', 'US-NV'));
    expect(rank('US', 'US-NV')).toBeLessThan(rank('EU', 'FR'));
    expect(rank('EU', 'FR')).toBeLessThan(rank('WORLD', 'FR'));
    expect(rank('WORLD + FR', 'FR')).toBe(rank('FR', 'FR'));
    expect(rank('FR - EU + WORLD', 'FR')).toBe(rank('WORLD', 'FR'));
    expect(rank('WORLD - EU', 'FR')).toBe(0);
  });

  it('is ranked exactly where it is covered, flips exactly at its flips, and is covered at some time if ever', () => {
    fc.assert(
      fc.property(ruleRows, (rules) => {
        const world = new MarketIndex(rules.markets, rules.groups);
        for (const { slot } of rules.markets) {
          for (const row of [...rules.prohibitions, ...rules.offers]) {
            const scope = world.compile(row.markets);
            const times = Array.from({ length: LAST_INSTANT + 3 }, (_, time) => time - 1);
            const covers = times.map((time) => scope.covers(slot, time));
            expect(times.map((time) => scope.rankOf(slot, time) !== 0)).toEqual(covers);
            expect(scope.everCovers(slot)).toBe(covers.includes(true));
            expect(times.filter((_, i) => i > 0 && covers[i] !== covers[i - 1])).toEqual(scope.flips(slot));
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('markets and groups that contradict each other', () => {
  const build =
    (list: Market[], more: MarketGroup[] = []) =>
    () =>
      new MarketIndex(list, more);
  const group = (code: string, member: string): MarketGroup => ({
    code,
    name: code,
    members: [{ market: member, from: null, until: null }],
  });

  it.each([
    ['a slot twice', build([market('FR', 1), market('DE', 1)])],
    ['a slot out of range', build([market('FR', 512)])],
    ['a code twice', build([market('FR', 1), market('FR', 2)])],
    ['a malformed code', build([market('fr', 1)])],
    ['an unknown parent', build([market('US-NV', 1, { parent: 'US' })])],
    ['a circle of parents', build([market('AA', 1, { parent: 'BB' }), market('BB', 2, { parent: 'AA' })])],
  ])('are refused: %s', (_, act) => {
    expect(act).toThrow(expect.objectContaining({ code: 'invalid-market' }) as Error);
  });

  it.each([
    ['a group named like a market', build([market('FR', 1)], [group('FR', 'FR')])],
    ['a member that is no market', build([market('FR', 1)], [group('G', 'DE')])],
    ['a group inside a group', build([market('FR', 1)], [group('G', 'FR'), group('H', 'G')])],
  ])('are refused: %s', (_, act) => {
    expect(act).toThrow(expect.objectContaining({ code: 'invalid-market-group' }) as Error);
  });
});
