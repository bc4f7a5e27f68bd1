import type { ListingText } from '../app/listing';

/** The pages of an app, as far as the checks look at them. */
export interface PageFacts {
  listings: readonly (ListingText & { locale: string })[];
  /** Whether any page has an icon of its own. */
  icon: boolean;
  /** Whether an app of another publisher that was live has the same icon. */
  iconCopied: boolean;
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
  // Which app it is, only reviewers are told: it may be one that others may not know of.
  'icon-copied': ({ iconCopied }: PageFacts) =>
    iconCopied ? 'The icon is the very picture of an app of another publisher.' : null,
};

function inLocales(fault: string, listings: readonly { locale: string }[]): string | null {
  if (listings.length === 0) return null;
  const named = listings.slice(0, LOCALES_NAMED).map(({ locale }) => locale);
  const more = listings.length - named.length;
  return `${fault} ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}
