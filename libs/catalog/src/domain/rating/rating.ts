import { DomainError } from '@portolan/platform';

/** Characters. Google's face takes replies of the same length. */
export const RATING_LIMITS = { text: 2_000, reply: 350, reason: 500 } as const;

/** What somebody says of an app. */
export interface RatingText {
  /** 1 to 5. */
  stars: number;
  /** Null: stars alone. */
  text: string | null;
  /** BCP 47, of the text. */
  locale: string;
}

/** Without spaces around; a text of nothing is none. @throws DomainError `rating-stars-invalid`, `rating-text-too-long` (422). */
export function readRating({ stars, text, locale }: RatingText): RatingText {
  if (!Number.isInteger(stars) || stars < 1 || stars > 5)
    throw new DomainError('invalid', 'rating-stars-invalid', 'A rating has 1 to 5 stars.');
  return { stars, text: within(text ?? '', RATING_LIMITS.text, 'rating-text-too-long') || null, locale };
}

/** @throws DomainError `reply-empty`, `reply-too-long` (422). */
export function readReply(given: string): string {
  const text = within(given, RATING_LIMITS.reply, 'reply-too-long');
  if (text === '') throw new DomainError('invalid', 'reply-empty', 'A reply says something.');
  return text;
}

function within(given: string, most: number, code: string): string {
  const text = given.trim();
  if ([...text].length > most) throw new DomainError('invalid', code, `At most ${most} characters.`);
  return text;
}

/** The mean of the stars to one digit; null without any. */
export function averageOf(count: number, sum: number): number | null {
  return count === 0 ? null : Math.round((sum * 10) / count) / 10;
}
