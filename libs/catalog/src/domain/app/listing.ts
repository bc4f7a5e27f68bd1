import { DomainError, type FieldError } from '@portolan/platform';

/** What one locale's page says of an app. Plain text, shown as it is. */
export interface ListingText {
  title: string;
  shortDescription: string;
  fullDescription: string;
}

/** Characters (UTF-16 code units, as the database's limits are at least as wide). */
export const LISTING_LIMITS = { title: 50, shortDescription: 80, fullDescription: 4_000 } as const;
export const LISTINGS_PER_APP = 100;

/**
 * Trims what people paste and refuses what a page cannot show.
 * @throws DomainError `listing-invalid` with every field at fault.
 */
export function checkListing(text: ListingText): ListingText {
  const trimmed: ListingText = {
    title: text.title.trim(),
    shortDescription: text.shortDescription.trim(),
    fullDescription: text.fullDescription.trim(),
  };
  const errors: FieldError[] = [];
  for (const [field, limit] of Object.entries(LISTING_LIMITS)) {
    const value = trimmed[field as keyof ListingText];
    if (value.length > limit)
      errors.push({ pointer: `/${field}`, code: 'too-long', detail: `At most ${limit} characters.` });
  }
  if (trimmed.title === '')
    errors.push({ pointer: '/title', code: 'empty', detail: 'A listing needs a title.' });
  // A line break in a title would let a list row pretend to be two.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(trimmed.title))
    errors.push({ pointer: '/title', code: 'control-character', detail: 'A title is one line.' });
  if (errors.length > 0)
    throw new DomainError('invalid', 'listing-invalid', 'The listing cannot be shown as it is.', { errors });
  return trimmed;
}
