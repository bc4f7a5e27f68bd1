import { categoryLineage, isWithinCategory } from './category-path';
import type { Item } from './item';
import type { ItemScope } from './item-scope';

/**
 * Finds the rules that may be about an item without looking at all of them. Each rule is filed under its most
 * telling part only, so that one item meets it at most once.
 */
export class ScopeIndex<T> {
  private readonly byItem = new Map<string, T[]>();
  private readonly byPublisher = new Map<string, T[]>();
  private readonly byCategory = new Map<string, T[]>();
  private readonly unlimited: T[] = [];
  private readonly all: T[] = [];

  get rules(): readonly T[] {
    return this.all;
  }

  add(scope: ItemScope, rule: T): void {
    this.all.push(rule);
    if (scope.itemIds.length > 0) file(this.byItem, scope.itemIds, rule);
    else if (scope.publisherIds.length > 0) file(this.byPublisher, scope.publisherIds, rule);
    else if (scope.categories.length > 0) file(this.byCategory, outermost(scope.categories), rule);
    else this.unlimited.push(rule);
  }

  /** A superset of the rules whose scope matches, each one once. */
  forEachCandidate(item: Item, visit: (rule: T) => void): void {
    this.byItem.get(item.id)?.forEach(visit);
    this.byPublisher.get(item.publisherId)?.forEach(visit);
    if (this.byCategory.size > 0) {
      for (const category of categoryLineage(item.category)) this.byCategory.get(category)?.forEach(visit);
    }
    this.unlimited.forEach(visit);
  }
}

function file<T>(map: Map<string, T[]>, keys: readonly string[], rule: T): void {
  for (const key of new Set(keys)) {
    const rules = map.get(key);
    if (rules === undefined) map.set(key, [rule]);
    else rules.push(rule);
  }
}

/** Without the categories that lie within another one of the list. */
function outermost(categories: readonly string[]): string[] {
  return categories.filter(
    (path) => !categories.some((other) => other !== path && isWithinCategory(path, other)),
  );
}
