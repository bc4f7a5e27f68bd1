import { Injectable } from '@nestjs/common';
import { CATEGORY_PATHS, categoryName } from '../../domain/category/category-tree';
import { CategoryCounts } from '../../persistence/storefront/category-counts';

/** A category with something in it. */
export interface CategoryCount {
  path: string;
  name: string;
  /** Items in it and in everything below it. */
  count: number;
}

/** The categories that have something to show, parents before their children. */
@Injectable()
export class CountCategories {
  constructor(private readonly counts: CategoryCounts) {}

  /** @param command.itemIds what may be listed; @param command.locales BCP 47, best first. */
  async execute(command: {
    itemIds: readonly string[];
    locales: readonly string[];
  }): Promise<CategoryCount[]> {
    const direct = await this.counts.of(command.itemIds);
    return CATEGORY_PATHS.map((path) => ({
      path,
      name: categoryName(path, command.locales),
      count: sumWithin(direct, path),
    })).filter(({ count }) => count > 0);
  }
}

function sumWithin(direct: ReadonlyMap<string, number>, path: string): number {
  let sum = 0;
  for (const [category, count] of direct)
    if (category === path || category.startsWith(`${path}/`)) sum += count;
  return sum;
}
