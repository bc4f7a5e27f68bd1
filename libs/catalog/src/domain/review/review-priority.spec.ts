import {
  explainPriority,
  isIdle,
  priorityOf,
  priorityOfRank,
  rankOf,
  REVIEW_IDLE_MS,
  REVIEW_PRIORITY_CODES,
  WIDELY_HELD,
} from './review-priority';

describe('the order of reviews', () => {
  it('is: raised, appeal, update of a widely held app, first release, update', () => {
    expect(REVIEW_PRIORITY_CODES.map(rankOf)).toEqual([0, 1, 2, 3, 4]);
    expect(REVIEW_PRIORITY_CODES.map((code) => priorityOfRank(rankOf(code)))).toEqual([
      'raised',
      'appeal',
      'widely-held-update',
      'first-release',
      'update',
    ]);
    expect(() => priorityOfRank(5)).toThrow('No priority');
  });

  it.each([
    [{ everLive: false, holders: 0 }, 'first-release'],
    [{ everLive: true, holders: WIDELY_HELD - 1 }, 'update'],
    [{ everLive: true, holders: WIDELY_HELD }, 'widely-held-update'],
  ])('puts %j as %s', (app, priority) => {
    expect(priorityOf(app)).toBe(priority);
  });

  it('is explained', () => {
    expect(explainPriority('raised', 0, 'A leak.')).toContain('A leak.');
    expect(explainPriority('widely-held-update', 4_321, null)).toContain('4321 accounts');
    expect(explainPriority('update', 1, null)).toBe('An update.');
  });

  it('lets go of what a reviewer does not decide', () => {
    const taken = new Date('2026-01-01T00:00:00Z');
    expect(isIdle(taken, new Date(taken.getTime() + REVIEW_IDLE_MS - 1))).toBe(false);
    expect(isIdle(taken, new Date(taken.getTime() + REVIEW_IDLE_MS))).toBe(true);
  });
});
