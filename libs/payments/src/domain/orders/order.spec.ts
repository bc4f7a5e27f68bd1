import { firstSweep, sweepTimes } from '../sweep-schedule';
import { basketText, ownedItemsOf } from './order';

describe('orders', () => {
  it('know a basket again in any order, and tell baskets and markets apart', () => {
    expect(basketText('DE', ['b', 'a'], null)).toBe(basketText('DE', ['a', 'b'], null));
    expect(basketText('DE', ['a'], null)).not.toBe(basketText('FR', ['a'], null));
    expect(basketText('DE', ['a'], null)).not.toBe(basketText('DE', ['a', 'b'], null));
    expect(basketText('DE', ['a'], 'DE')).not.toBe(basketText('DE', ['a'], null));
    expect(basketText('DE', ['a'], 'DE')).not.toBe(basketText('DE', ['a'], 'AT'));
  });

  it('give apps to own, not devices', () => {
    const lines = [
      { kind: 'app' as const, itemId: 'a' },
      { kind: 'device' as const, itemId: 'd' },
    ];
    expect(ownedItemsOf({ lines })).toEqual(['a']);
  });

  it('are looked at after 2 minutes, 5 minutes, an hour, and daily', () => {
    const start = new Date('2026-03-01T00:00:00Z');
    const looks = [firstSweep(start)];
    // The queue takes the entry after the number of looks that there were, and the last one for ever.
    for (let i = 1; i <= 4; i++) looks.push(sweepTimes(looks[i - 1] ?? start)[Math.min(i, 3)] ?? start);
    expect(looks.map((look) => (look.getTime() - start.getTime()) / 60_000)).toEqual([
      2, 5, 60, 1_500, 2_940,
    ]);
  });
});
