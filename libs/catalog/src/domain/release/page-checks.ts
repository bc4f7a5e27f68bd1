import type { ListingText } from '../app/listing';

/** The pages of an app, as far as the checks look at them. */
export interface PageFacts {
  listings: readonly (ListingText & { locale: string })[];
  /** Whether any page has an icon of its own. */
  icon: boolean;
  /** The package name of a live app of another publisher that has the same icon; null: none. */
  iconAlsoOf: string | null;
}

/** Rows of lists cut longer titles off. */
const TITLE_SHOWN = 30;
const LOCALES_NAMED = 5;

export const PAGE_CHECKS = {
  'listing-incomplete': ({ listings }: PageFacts) =>
    inLocales(
      'A description is missing in',
      listings.filter((text) => text.shortDescription === '' || text.fullDescription === ''),
    ),
  'listing-title-long': ({ listings }: PageFacts) =>
    inLocales(
      `Lists cut the title after ${TITLE_SHOWN} characters in`,
      listings.filter(({ title }) => title.length > TITLE_SHOWN),
    ),
  'icon-copied': ({ iconAlsoOf }: PageFacts) =>
    iconAlsoOf === null ? null : `The icon is the one of ${iconAlsoOf}, an app of another publisher.`,
};

function inLocales(fault: string, listings: readonly { locale: string }[]): string | null {
  if (listings.length === 0) return null;
  const named = listings.slice(0, LOCALES_NAMED).map(({ locale }) => locale);
  const more = listings.length - named.length;
  return `${fault} ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
