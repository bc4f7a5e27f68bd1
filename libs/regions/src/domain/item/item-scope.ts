import type { ItemKind } from './item';
import type { Predicate } from './predicate';

/**
 * Which items a rule is about. All parts must hold; an empty list (or `null`) puts no limit on its part, so
 * that the scope with every part empty is every item.
 */
export interface ItemScope {
  readonly kinds: readonly ItemKind[];
  /** The category itself and everything below it. */
  readonly categories: readonly string[];
  readonly exceptCategories: readonly string[];
  readonly publisherIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly where: Predicate | null;
}

export const EVERY_ITEM: ItemScope = {
  kinds: [],
  categories: [],
  exceptCategories: [],
  publisherIds: [],
  itemIds: [],
  where: null,
};
