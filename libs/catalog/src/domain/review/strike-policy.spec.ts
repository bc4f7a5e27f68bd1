import { atStrikeLimit, STRIKE_POLICY, strikeExpiry, strikeWords } from './strike-policy';

describe('strikes', () => {
  const issued = new Date('2026-01-01T12:00:00Z');

  it('count for the days of the policy', () => {
    expect((strikeExpiry(issued).getTime() - issued.getTime()) / 86_400_000).toBe(STRIKE_POLICY.days);
  });

  it('stop submissions at the limit, which the publisher is told', () => {
    expect([0, STRIKE_POLICY.limit - 1, STRIKE_POLICY.limit].map(atStrikeLimit)).toEqual([
      false,
      false,
      true,
    ]);
    expect(strikeWords(1, strikeExpiry(issued))).toBe(
      'This is a strike, which counts until 2026-06-30. 1 of 3 count now.',
    );
    expect(strikeWords(3, strikeExpiry(issued))).toContain('Nothing can be submitted');
  });
});
