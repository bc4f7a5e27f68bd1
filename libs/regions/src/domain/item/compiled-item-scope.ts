import { isWithinCategory } from './category-path';
import { evaluatePredicate } from './evaluate-predicate';
import type { Item } from './item';
import type { ItemScope } from './item-scope';
import type { Truth } from './truth';

/** An item scope with its lists as sets, since a rule may name thousands of items. */
export class CompiledItemScope {
  private readonly publisherIds: ReadonlySet<string>;
  private readonly itemIds: ReadonlySet<string>;

  constructor(readonly scope: ItemScope) {
    this.publisherIds = new Set(scope.publisherIds);
    this.itemIds = new Set(scope.itemIds);
  }

  /** `unknown` only where the predicate is. */
  matches(item: Item): Truth {
    if (!this.namesItem(item)) return false;
    return this.scope.where === null ? true : evaluatePredicate(this.scope.where, item);
  }

  /** All parts but the predicate. */
  namesItem(item: Pick<Item, 'kind' | 'category' | 'publisherId' | 'id'>): boolean {
    return (
      (this.publisherIds.size === 0 || this.publisherIds.has(item.publisherId)) &&
      (this.itemIds.size === 0 || this.itemIds.has(item.id)) &&
      this.namesKind(item)
    );
  }

  /** Kind and category alone. */
  namesKind({ kind, category }: Pick<Item, 'kind' | 'category'>): boolean {
    const { kinds, categories, exceptCategories } = this.scope;
    return (
      (kinds.length === 0 || kinds.includes(kind)) &&
      (categories.length === 0 || isWithinAny(category, categories)) &&
      !isWithinAny(category, exceptCategories)
    );
  }
}

function isWithinAny(path: string, categories: readonly string[]): boolean {
  for (const category of categories) if (isWithinCategory(path, category)) return true;
  return false;
}
