import { DomainError } from '@portolan/platform';
import fc from 'fast-check';
import { LAST_INSTANT } from '../decision/spec/arbitrary-items';
import { ruleRows } from '../decision/spec/arbitrary-rules';
import { cases } from '../decision/spec/cases';
import type { Market, MarketGroup, MarketScope } from './market';
import { MarketIndex } from './market-index';
import { parseMarketScope, printMarketScope, sortedMarketScope } from './parse-market-scope';

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

function refusalOf(act: () => unknown): { code: string; detail: string } | null {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, detail: error.detail };
    throw error;
  }
  return null;
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
const index = () => new MarketIndex(markets, groups);
const covered = (expression: string, at = 200) => index().covered(all(expression), at);

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
    expect(fault('WORLD - ZZ', index())).toMatchObject({ position: 8, found: '"ZZ"' });
    expect(fault('WORLD-EU', index())).toMatchObject({
      position: 0,
      expected: expect.stringContaining('operators stand between spaces') as string,
    });
  });

  it('takes texts up to its limits', () => {
    const terms = Array.from({ length: 512 }, () => 'FR').join(' + ');
    expect(parseMarketScope(terms)).toHaveLength(512);
    expect(parseMarketScope(`FR${' '.repeat(8190)}`)).toEqual([{ sign: '+', code: 'FR', position: 0 }]);
    expect(parseMarketScope('A'.repeat(32))).toHaveLength(1);
    expect(fault('A'.repeat(33))).toMatchObject({ position: 0, found: `"${'A'.repeat(33)}"` });
    expect(parseMarketScope('UA-43 + EU-GOODS - 150').map(({ code }) => code)).toEqual([
      'UA-43',
      'EU-GOODS',
      '150',
    ]);
  });

  it.each(['UA-', '-UA', 'UA--43', 'UA_43', 'Ua', 'UA-43x'])('takes no code like %p', (code) => {
    expect(fault(`FR + ${code}`)).toMatchObject({ code: 'invalid-market-scope', position: 5 });
  });

  it('quotes no more than the beginning of a long word', () => {
    expect(fault('x'.repeat(41))).toMatchObject({ found: `"${'x'.repeat(40)}..."` });
    expect(fault('x'.repeat(40))).toMatchObject({ found: `"${'x'.repeat(40)}"` });
  });

  it('says in one sentence where it stopped, and what it looked for', () => {
    expect(refusalOf(() => parseMarketScope('WORLD EU'))?.detail).toBe(
      'At 6: expected "+" or "-" between spaces, found "EU".',
    );
  });

  it('prints nothing that begins with what is not covered', () => {
    for (const terms of [[], [{ sign: '-' as const, code: 'FR', position: 0 }]]) {
      expect(refusalOf(() => printMarketScope(terms))).toEqual({
        code: 'invalid-market-scope',
        detail: 'A market scope begins with a market or group that it covers.',
      });
    }
  });

  it('has one text for one meaning in another order, and never for another meaning', () => {
    for (const same of ['DE + FR', 'FR + DE', 'FR + DE + FR', 'US - US + FR + DE'])
      expect(sortedMarketScope(same)).toBe('DE + FR');
    expect(sortedMarketScope('WORLD - US - GB + US-NV')).toBe('WORLD - GB - US + US-NV');
    const term = fc.tuple(
      fc.constantFrom('+', '-'),
      fc.constantFrom('WORLD', 'EU', 'US', 'US-NV', 'GB', 'FR'),
    );
    fc.assert(
      fc.property(fc.array(term, { maxLength: 7 }), fc.constantFrom(50, 200), (terms, at) => {
        const text = ['DE', ...terms.flat()].join(' ');
        const before = covered(text, at);
        if (refusalOf(() => sortedMarketScope(text)) !== null) expect(before).toEqual(covered('DE - DE', at));
        else expect(covered(sortedMarketScope(text), at)).toEqual(before);
      }),
      { numRuns: cases(300) },
    );
  });

  it('prints what it reads', () => {
    fc.assert(
      fc.property(ruleRows, ({ prohibitions }) => {
        for (const { expression } of prohibitions.map((row) => row.markets)) {
          expect(printMarketScope(parseMarketScope(expression))).toBe(expression);
        }
      }),
      { numRuns: cases(200) },
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
    // What is taken away is taken away whenever it was added.
    expect(scope('WORLD + XK - WORLD', false)).toEqual([]);
    const taken = later.compile({ expression: 'XK - WORLD', coversFutureMarkets: false, writtenAt: 49 });
    expect(taken.rankOf(later.market('XK').slot, 200)).toBe(0);
    expect(later.covered({ expression: 'WORLD', coversFutureMarkets: false, writtenAt: 50 }, 0)).toContain(
      'XK',
    );
  });

  it('knows what a group covers when, and nothing of a group or market that is not there', () => {
    const [france, britain] = [index().market('FR'), index().market('GB')];
    expect(index().groupCovers('EU', france, 200)).toBe(true);
    expect([99, 100].map((at) => index().groupCovers('EU', britain, at))).toEqual([true, false]);
    expect(index().groupCovers('EEA', france, 200)).toBe(false);
    expect(index().membersOf('EU', 99)).toEqual(['FR', 'DE', 'GB']);
    expect(refusalOf(() => index().market('XX'))).toEqual({
      code: 'unknown-market',
      detail: 'There is no market "XX".',
    });
  });

  it('gives a market with what it is part of, nearest first', () => {
    const chain = index().chainOf(index().market('US-NV'));
    expect(chain.map(({ code }) => code)).toEqual(['US-NV', 'US']);
    expect(
      index()
        .chainOf(market('ZZ', 99))
        .map(({ code }) => code),
    ).toEqual(['ZZ']);
  });

  it('shares the compiled form of scopes that say the same', () => {
    const one = index();
    const [first, again, bounded] = [true, true, false].map((coversFutureMarkets) =>
      one.compile({ expression: 'EU', coversFutureMarkets, writtenAt: -1 }),
    );
    expect(again).toBe(first);
    expect(bounded).not.toBe(first);
    expect(one.markets.filter(({ slot }) => bounded?.covers(slot, 0))).toEqual([]);
  });

  it('ranks the nearest term that covers a market since it was last taken away', () => {
    const rank = (expression: string, code: string) =>
      index().compile(all(expression)).rankOf(index().market(code).slot, 200);
    expect(rank('US-NV', 'US-NV')).toBeLessThan(rank('US', 'US-NV'));
    expect(rank('US', 'US-NV')).toBeLessThan(rank('EU', 'FR'));
    expect(rank('EU', 'FR')).toBeLessThan(rank('WORLD', 'FR'));
    expect(rank('WORLD + FR', 'FR')).toBe(rank('FR', 'FR'));
    expect(rank('FR + WORLD', 'FR')).toBe(rank('FR', 'FR'));
    expect(rank('FR - EU + WORLD', 'FR')).toBe(rank('WORLD', 'FR'));
    expect(rank('WORLD - EU', 'FR')).toBe(0);
  });

  it('ranks what a market is a part of before any group, however far up it is', () => {
    const codes = Array.from({ length: 40 }, (_, depth) => `M${depth}`);
    const nested = new MarketIndex(
      codes.map((code, slot) => market(code, slot, { parent: slot === 0 ? null : `M${slot - 1}` })),
      [{ code: 'ONE', name: 'One', members: [{ market: 'M39', from: null, until: null }] }],
    );
    const ranks = ['M39', 'M38', 'M37', 'M20', 'M0', 'ONE'].map((code) =>
      nested.compile(all(code)).rankOf(39, 0),
    );
    expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
    expect(new Set(ranks.slice(0, 3)).size).toBe(3);
    expect(ranks[5]).toBeGreaterThan(ranks[4] ?? Infinity);
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
      { numRuns: cases(300) },
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
    ['a slot twice', build([market('FR', 1), market('DE', 1)]), 'Slot 1 of market DE'],
    ['a slot out of range', build([market('FR', 512)]), 'Slot 512 of market FR'],
    ['a slot below the range', build([market('FR', -1)]), 'Slot -1 of market FR'],
    ['a slot between two', build([market('FR', 1.5)]), 'Slot 1.5 of market FR'],
    ['a code twice', build([market('FR', 1), market('FR', 2)]), 'Market code FR'],
    ['a malformed code', build([market('fr', 1)]), 'Market code fr'],
    ['a code that is too long', build([market('A'.repeat(33), 1)]), 'Market code AAA'],
    ['an unknown parent', build([market('US-NV', 1, { parent: 'US' })]), 'The parent US of market US-NV'],
    [
      'a circle of parents',
      build([market('AA', 1, { parent: 'BB' }), market('BB', 2, { parent: 'AA' })]),
      'The parent AA of market AA',
    ],
  ])('are refused: %s', (_, act, detail) => {
    expect(refusalOf(act)).toEqual({
      code: 'invalid-market',
      detail: expect.stringContaining(detail) as string,
    });
  });

  it('are taken up to their limits', () => {
    const longest = 'A'.repeat(32);
    const limits = new MarketIndex([market(longest, 0), market('ZZ', 511)], [group('G'.repeat(32), longest)]);
    expect(limits.membersOf('G'.repeat(32), 0)).toEqual([longest]);
  });

  it.each([
    ['a group named like a market', build([market('FR', 1)], [group('FR', 'FR')]), 'Group code FR'],
    ['a group with a malformed code', build([market('FR', 1)], [group('g', 'FR')]), 'Group code g'],
    ['a member that is no market', build([market('FR', 1)], [group('G', 'DE')]), 'Member DE of group G'],
    [
      'a group inside a group',
      build([market('FR', 1)], [group('G', 'FR'), group('H', 'G')]),
      'Member G of group H',
    ],
  ])('are refused: %s', (_, act, detail) => {
    expect(refusalOf(act)).toEqual({
      code: 'invalid-market-group',
      detail: expect.stringContaining(detail) as string,
    });
  });
});
