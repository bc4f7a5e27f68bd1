import { type AppToImport, LISTING_LIMITS, type ListingText } from '@portolan/catalog';
import { locale as localeSchema } from '../../http/schemas';
import type { FdroidApp, FdroidText } from './fdroid-app';
import { FALLBACK_CATEGORY, storeCategoryOf } from './fdroid-categories';
import { cutAtWord, oneLine, plainText } from './plain-text';

/** Something that the store shows otherwise than the catalogue had it. */
export interface ImportNote {
  code: 'name-cut' | 'summary-cut' | 'description-cut' | 'category-unknown' | 'locale-unknown';
  detail: string;
}

export type ReadApp =
  { app: AppToImport; notes: ImportNote[] } | { refused: { code: string; detail: string } };

/**
 * An app of F-Droid as the store takes it: free, in one category of the store's tree, with a listing in each locale that says
 * anything. What is too long for a listing is cut at a word and noted. An app without a name is refused.
 */
export function appToImport(from: FdroidApp): ReadApp {
  const notes: ImportNote[] = [];
  const own = from.texts.get(from.defaultLocale) ?? {};
  const name = oneLine(own.name ?? firstName(from.texts) ?? '');
  if (name === '')
    return {
      refused: { code: 'name-missing', detail: 'The catalogue gives the app no name in any locale.' },
    };
  const listings = new Map<string, ListingText>();
  for (const [given, text] of from.texts) {
    const locale = given.replaceAll('_', '-');
    if (!localeSchema.safeParse(locale).success) {
      notes.push({ code: 'locale-unknown', detail: given });
      continue;
    }
    if (locale !== from.defaultLocale && isSilent(text)) continue;
    listings.set(locale, listingOf(text, name, locale, notes));
  }
  const category = storeCategoryOf(from.categories);
  if (category === null)
    notes.push({ code: 'category-unknown', detail: from.categories.join(', ') || 'no category' });
  return {
    app: {
      packageName: from.packageName,
      defaultLocale: from.defaultLocale,
      category: category ?? FALLBACK_CATEGORY,
      // Only what the catalogue states. That it does not state the contrary says nothing.
      declarations: from.antiFeatures.includes('Ads') ? { advertising: true } : {},
      listings,
    },
    notes,
  };
}

function firstName(texts: ReadonlyMap<string, FdroidText>): string | undefined {
  return [...texts.values()].find(({ name }) => name !== undefined && name.trim() !== '')?.name;
}

function isSilent({ name, summary, description }: FdroidText): boolean {
  return [name, summary, description].every((text) => text === undefined || text.trim() === '');
}

function listingOf(text: FdroidText, fallback: string, locale: string, notes: ImportNote[]): ListingText {
  const fit = (value: string, limit: number, code: ImportNote['code']): string => {
    const cut = cutAtWord(value, limit);
    if (cut !== null) notes.push({ code, detail: `${locale}: ${value.length} characters of ${limit}` });
    return cut ?? value;
  };
  const { title, shortDescription, fullDescription } = LISTING_LIMITS;
  return {
    title: fit(oneLine(text.name ?? '') || fallback, title, 'name-cut'),
    shortDescription: fit(oneLine(text.summary ?? ''), shortDescription, 'summary-cut'),
    fullDescription: fit(plainText(text.description ?? ''), fullDescription, 'description-cut'),
  };
}
