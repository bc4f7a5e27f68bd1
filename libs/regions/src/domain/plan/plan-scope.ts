import { isWithinCategory } from '../item/category-path';
import type { Item, ItemKind } from '../item/item';

/** Which items; an empty list puts no limit. What is excepted is left as it is. */
export interface PlanSelector {
  readonly kinds: readonly ItemKind[];
  readonly categories: readonly string[];
  readonly publisherIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly except: {
    readonly categories: readonly string[];
    readonly publisherIds: readonly string[];
    readonly itemIds: readonly string[];
  };
}

/** What one rule of the plan is about; all `null`: everything. */
export interface PlanScope {
  readonly category: string | null;
  readonly publisherId: string | null;
  readonly itemId: string | null;
}

export function itemScopeOf(itemId: string): PlanScope {
  return { category: null, publisherId: null, itemId };
}

export function scopeCovers({ category, publisherId, itemId }: PlanScope, item: Item): boolean {
  return (
    (itemId === null || itemId === item.id) &&
    (publisherId === null || publisherId === item.publisherId) &&
    (category === null || isWithinCategory(item.category, category))
  );
}

/** Parts the items that the selector names into those that it means and those that it excepts. */
export function partItems(
  items: Iterable<Item>,
  selector: PlanSelector,
): { selected: Item[]; excepted: Item[] } {
  const [publishers, ids] = [new Set(selector.publisherIds), new Set(selector.itemIds)];
  const { except } = selector;
  const [exceptPublishers, exceptIds] = [new Set(except.publisherIds), new Set(except.itemIds)];
  const selected: Item[] = [];
  const excepted: Item[] = [];
  for (const item of items) {
    const isNamed =
      (selector.kinds.length === 0 || selector.kinds.includes(item.kind)) &&
      (publishers.size === 0 || publishers.has(item.publisherId)) &&
      (ids.size === 0 || ids.has(item.id)) &&
      (selector.categories.length === 0 || isWithin(item, selector.categories));
    if (!isNamed) continue;
    const isExcepted =
      exceptPublishers.has(item.publisherId) || exceptIds.has(item.id) || isWithin(item, except.categories);
    (isExcepted ? excepted : selected).push(item);
  }
  return { selected, excepted };
}

/** The fewest rules that are about what is selected; also about items that come later, unless single items are named. */
export function scopesOf(
  items: readonly Item[],
  selector: PlanSelector,
  selected: readonly Item[],
): PlanScope[] {
  if (selector.itemIds.length > 0) return selected.map(({ id }) => itemScopeOf(id));
  const { except } = selector;
  const categories = topmost(selector.categories).filter((path) => !withinAny(path, except.categories));
  const publishers = selector.publisherIds.filter((id) => !except.publisherIds.includes(id));
  const publisherIds = selector.publisherIds.length === 0 ? [null] : publishers;
  const paths = selector.categories.length === 0 ? [null] : categories;
  return publisherIds.flatMap((publisherId) =>
    paths.flatMap((category): PlanScope[] => {
      const scope = { category, publisherId, itemId: null };
      return selector.kinds.length === 0 ? [scope] : ofKinds(items, scope, selector.kinds);
    }),
  );
}

/** A rule cannot name a kind: the largest categories that hold items of these kinds alone, and single items besides. */
function ofKinds(items: readonly Item[], scope: PlanScope, kinds: readonly ItemKind[]): PlanScope[] {
  const inside = items.filter((item) => scopeCovers(scope, item));
  const wanted = inside.filter(({ kind }) => kinds.includes(kind));
  if (wanted.length === 0) return [];
  if (wanted.length === inside.length && scope.category !== null) return [scope];
  const depth = scope.category === null ? 0 : scope.category.split('/').length;
  const children = new Map<string, Item[]>();
  const here: PlanScope[] = [];
  for (const item of inside) {
    const parts = item.category.split('/');
    if (parts.length === depth) {
      if (kinds.includes(item.kind)) here.push(itemScopeOf(item.id));
      continue;
    }
    const child = parts.slice(0, depth + 1).join('/');
    const known = children.get(child);
    if (known === undefined) children.set(child, [item]);
    else known.push(item);
  }
  const below = [...children].sort(([a], [b]) => (a < b ? -1 : 1));
  return [...below.flatMap(([category, part]) => ofKinds(part, { ...scope, category }, kinds)), ...here];
}

/** Without those that lie below another of them. */
export function topmost(categories: readonly string[]): string[] {
  return [...new Set(categories)].filter(
    (path) => !categories.some((other) => other !== path && isWithinCategory(path, other)),
  );
}

function isWithin({ category }: Item, categories: readonly string[]): boolean {
  return withinAny(category, categories);
}

function withinAny(path: string, categories: readonly string[]): boolean {
  return categories.some((category) => isWithinCategory(path, category));
}
