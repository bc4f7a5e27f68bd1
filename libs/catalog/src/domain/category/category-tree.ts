import { DomainError } from '@portolan/platform';
import { bestLocale } from '../locale';
import { APP_CATEGORIES } from './app-categories';
import { DEVICE_CATEGORIES } from './device-categories';

/** The languages that every category has a name in; English is what others fall back to. */
export const CATEGORY_LOCALES = ['en', 'de', 'es', 'fr'] as const;

export type CategoryKind = 'app' | 'device';

const NAMES = new Map(Object.entries({ ...APP_CATEGORIES, ...DEVICE_CATEGORIES }));

/** Every path of the tree, parents before their children. */
export const CATEGORY_PATHS: readonly string[] = [...NAMES.keys()];

/** The category's name in the best language for a reader; the path itself for one that the tree does not have. */
export function categoryName(path: string, wanted: readonly string[]): string {
  const names = NAMES.get(path);
  if (names === undefined) return path;
  const locale = bestLocale(CATEGORY_LOCALES, wanted, 'en');
  return names[CATEGORY_LOCALES.findIndex((known) => known === locale)] ?? names[0];
}

/** @throws DomainError `category-unknown` unless the tree has this path. */
export function checkCategoryKnown(path: string): void {
  if (!NAMES.has(path))
    throw new DomainError('invalid', 'category-unknown', `There is no category "${path.slice(0, 100)}".`);
}

/**
 * What an item is filed under: below the root of its kind, because the root itself says nothing.
 * @throws DomainError `category-unknown`, `category-of-other-kind`.
 */
export function checkItemCategory(kind: CategoryKind, path: string): void {
  checkCategoryKnown(path);
  if (!path.startsWith(`${kind}/`))
    throw new DomainError(
      'invalid',
      'category-of-other-kind',
      `The category of a ${kind} begins with "${kind}/".`,
    );
}
