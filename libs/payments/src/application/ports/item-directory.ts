/** What an order and a library say of an item. */
export interface ItemDescription {
  title: string;
  publisherId: string;
  kind: 'app' | 'device';
  /** Apps only. */
  packageName: string | null;
  /** Whether nothing is paid for it. */
  free: boolean;
}

/** What items are called and to whom they belong; bound to the catalogue by the application. */
export abstract class ItemDirectory {
  /** Unknown ids have no entry. `locales`: BCP 47, best first. */
  abstract describe(
    itemIds: readonly string[],
    locales?: readonly string[],
  ): Promise<Map<string, ItemDescription>>;
  /** The app with this package name, or null. */
  abstract findByPackage(packageName: string): Promise<string | null>;
}
