import { appealableAfter, appealUntil, appealWords, checkAppealInTime } from './appeal-deadline';

const decided = new Date('2026-01-31T12:34:56.789Z');

describe('the time to appeal', () => {
  it('ends so many days after the decision, to the millisecond', () => {
    const until = appealUntil(decided, 30);
    expect(until).toEqual(new Date('2026-03-02T12:34:56.789Z'));
    expect(() => checkAppealInTime(decided, 30, new Date(until.getTime() - 1))).not.toThrow();
    expect(() => checkAppealInTime(decided, 30, until)).toThrow('appeal-too-late');
    expect(decided > appealableAfter(30, new Date(until.getTime() - 1))).toBe(true);
    expect(decided > appealableAfter(30, until)).toBe(false);
    expect(appealWords(decided, 1)).toBe('until 2026-02-01 12:34 UTC');
  });
});
