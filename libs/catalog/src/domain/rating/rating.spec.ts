import { averageOf, RATING_LIMITS, readRating, readReply } from './rating';

const rating = (stars: number, text: string | null) => readRating({ stars, text, locale: 'de' });

describe('a rating', () => {
  it('has one to five stars, and a text or none', () => {
    expect(rating(5, ' Good. ')).toEqual({ stars: 5, text: 'Good.', locale: 'de' });
    expect(rating(1, '  ').text).toBeNull();
    for (const stars of [0, 6, 2.5, NaN]) expect(() => rating(stars, null)).toThrow('rating-stars-invalid');
  });

  it('counts characters as people do', () => {
    expect(rating(3, '😀'.repeat(RATING_LIMITS.text)).text).toHaveLength(2 * RATING_LIMITS.text);
    expect(() => rating(3, 'x'.repeat(RATING_LIMITS.text + 1))).toThrow('rating-text-too-long');
    expect(readReply('é'.repeat(RATING_LIMITS.reply))).toHaveLength(RATING_LIMITS.reply);
    expect(() => readReply('x'.repeat(RATING_LIMITS.reply + 1))).toThrow('reply-too-long');
    expect(() => readReply(' \n')).toThrow('reply-empty');
  });

  it('is averaged to one digit', () => {
    expect([averageOf(0, 0), averageOf(3, 14), averageOf(2, 9), averageOf(1, 5)]).toEqual([
      null,
      4.7,
      4.5,
      5,
    ]);
  });
});
