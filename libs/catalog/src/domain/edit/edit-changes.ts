import type { ListingText } from '../app/listing';
import type { ImageType } from '../image/image-rules';
import type { WantedExpansion } from './expansion-files';
import type { WantedRelease } from './wanted-release';

/** How people reach the publisher of an app. */
export interface AppContact {
  readonly email: string | null;
  readonly phone: string | null;
  readonly website: string | null;
}

export interface AppDetails extends AppContact {
  readonly defaultLocale: string;
}

/** What an edit changes once it is committed; parts that are not named stay as they are. */
export interface EditChanges {
  /** By locale; null takes the listing away. */
  readonly listings: Readonly<Record<string, ListingText | null>>;
  /** By `placeKey`: hashes of received pictures, in the order of the page. */
  readonly images: Readonly<Record<string, readonly string[]>>;
  /** By track: the releases that should be on it. */
  readonly tracks: Readonly<Record<string, readonly WantedRelease[]>>;
  /** By track: addresses of testers. */
  readonly testers: Readonly<Record<string, readonly string[]>>;
  readonly details: AppDetails | null;
  /** By `expansionKey`. */
  readonly expansionFiles: Readonly<Record<string, WantedExpansion>>;
  /** Ids of the packages that were uploaded in it. */
  readonly artifacts: readonly string[];
}

export const NO_CHANGES: EditChanges = {
  listings: {},
  images: {},
  tracks: {},
  testers: {},
  details: null,
  expansionFiles: {},
  artifacts: [],
};

/** What each part of an app was at some moment: equal texts mean that nobody changed it. By `part`. */
export type AppVersions = Readonly<Record<string, string>>;

export function placeKey(locale: string, type: ImageType): string {
  return `${locale} ${type}`;
}

export function readPlaceKey(key: string): { locale: string; type: ImageType } {
  const [locale = '', type = ''] = key.split(' ');
  return { locale, type: type as ImageType };
}

/** The name of a part in `AppVersions`, readable, since conflicts are told by it: `listing de`, `track production`. */
export const part = {
  listing: (locale: string) => `listing ${locale}`,
  images: (key: string) => `images ${key}`,
  track: (track: string) => `track ${track}`,
  testers: (track: string) => `testers ${track}`,
  details: 'details',
  /** By `expansionKey`. */
  expansion: (key: string) => `expansion file ${key}`,
};

/** The parts that an edit changes. */
export function touchedParts(changes: EditChanges): string[] {
  return [
    ...Object.keys(changes.listings).map(part.listing),
    ...Object.keys(changes.images).map(part.images),
    ...Object.keys(changes.tracks).map(part.track),
    ...Object.keys(changes.testers).map(part.testers),
    ...(changes.details === null ? [] : [part.details]),
    ...Object.keys(changes.expansionFiles).map(part.expansion),
  ];
}

/**
 * The touched parts that somebody else changed since the edit was opened. Parts that were not there count as the empty text, so
 * that two who add the same one meet here too.
 */
export function conflictsOf(changes: EditChanges, opened: AppVersions, now: AppVersions): string[] {
  return touchedParts(changes)
    .filter((name) => (opened[name] ?? '') !== (now[name] ?? ''))
    .sort();
}
