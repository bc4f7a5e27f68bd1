import { inPeriod, overlapOf } from '../period';
import { addAll, addSlot, emptyMarketSet, hasSlot, intersection, removeAll, slotCount } from './market-set';
import { statusAt } from './market-index';
import { segmentAt, segmentProbes, sortedInstants } from './timeline';

describe('a period', () => {
  it('holds from its first instant until just before its last', () => {
    const period = { from: 10, until: 20 };
    expect([9, 10, 19, 20].map((at) => inPeriod(period, at))).toEqual([false, true, true, false]);
    expect([-1e15, 1e15].map((at) => inPeriod({ from: null, until: null }, at))).toEqual([true, true]);
    expect(inPeriod({ from: 0, until: null }, 0)).toBe(true);
    expect(inPeriod({ from: null, until: 0 }, 0)).toBe(false);
  });

  it.each([
    [
      { from: 10, until: 20 },
      { from: 15, until: 30 },
      { from: 15, until: 20 },
    ],
    [
      { from: 10, until: 20 },
      { from: null, until: null },
      { from: 10, until: 20 },
    ],
    [
      { from: null, until: 20 },
      { from: 5, until: null },
      { from: 5, until: 20 },
    ],
    [
      { from: null, until: null },
      { from: null, until: null },
      { from: null, until: null },
    ],
    [
      { from: 10, until: 12 },
      { from: 15, until: 30 },
      { from: 15, until: 12 },
    ],
  ])('%j overlaps with %j in %j, whichever is asked first', (a, b, both) => {
    expect(overlapOf(a, b)).toEqual(both);
    expect(overlapOf(b, a)).toEqual(both);
  });
});

describe('boundaries', () => {
  it('are sorted by size, once each', () => {
    expect(sortedInstants([30, null, 4, 100, 4, 30])).toEqual([4, 30, 100]);
  });

  it('cut time into segments that each begin at one', () => {
    const boundaries = [4, 30, 100];
    expect([3, 4, 29, 30, 99, 100, 1e9].map((at) => segmentAt(boundaries, at))).toEqual([
      0, 1, 1, 2, 2, 3, 3,
    ]);
    expect(segmentAt([], 7)).toBe(0);
    expect(segmentProbes(boundaries)).toEqual([3, 4, 30, 100]);
    expect(segmentProbes(boundaries).map((at) => segmentAt(boundaries, at))).toEqual([0, 1, 2, 3]);
    expect(segmentProbes([])).toHaveLength(1);
  });
});

describe('a set of markets', () => {
  const setOf = (...slots: number[]) => {
    const set = emptyMarketSet();
    for (const slot of slots) addSlot(set, slot);
    return set;
  };
  const slotsIn = (set: Uint32Array) =>
    Array.from({ length: 512 }, (_, slot) => slot).filter((slot) => hasSlot(set, slot));

  it('holds every slot from the first to the last', () => {
    expect(slotsIn(setOf(0, 31, 32, 511))).toEqual([0, 31, 32, 511]);
    expect(slotCount(setOf(0, 31, 32, 511))).toBe(4);
    expect(slotCount(emptyMarketSet())).toBe(0);
    expect(hasSlot(setOf(511), 512)).toBe(false);
  });

  it('is united, reduced and cut', () => {
    const set = setOf(1, 2, 500);
    addAll(set, setOf(2, 3, 511));
    expect(slotsIn(set)).toEqual([1, 2, 3, 500, 511]);
    removeAll(set, setOf(2, 4, 511));
    expect(slotsIn(set)).toEqual([1, 3, 500]);
    expect(slotsIn(intersection(set, setOf(3, 4, 500)))).toEqual([3, 500]);
  });
});

describe('the status of a market', () => {
  const market = (statuses: { from: number | null; status: 'open' | 'suspended' | 'closed' }[]) => ({
    ...{ code: 'DE', parent: null, name: 'DE', zone: 'Etc/UTC', currencies: [], slot: 0, addedAt: 0 },
    statuses,
  });

  it('is planned until its first span, then that of the last span that has begun, in any order of rows', () => {
    const spans = [
      { from: 20, status: 'closed' as const },
      { from: 5, status: 'open' as const },
      { from: 10, status: 'suspended' as const },
    ];
    for (const statuses of [spans, [...spans].reverse()]) {
      const told = [4, 5, 9, 10, 19, 20].map((at) => statusAt(market(statuses), at));
      expect(told).toEqual(['planned', 'open', 'open', 'suspended', 'suspended', 'closed']);
    }
    expect(statusAt(market([{ from: null, status: 'open' }]), -1e15)).toBe('open');
    expect(statusAt(market([]), 0)).toBe('planned');
  });
});
