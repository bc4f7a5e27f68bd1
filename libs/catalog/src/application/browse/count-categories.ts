import { Injectable } from '@nestjs/common';
import type { MarketView } from '@portolan/regions';
import { CATEGORY_PATHS, categoryName } from '../../domain/category/category-tree';

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
  /** @param command.view what may be listed; @param command.locales BCP 47, best first. */
  execute({ view, locales }: { view: MarketView; locales: readonly string[] }): CategoryCount[] {
    const counts = view.countsByCategory();
    return CATEGORY_PATHS.flatMap((path) => {
      const count = counts.get(path);
      return count === undefined ? [] : [{ path, name: categoryName(path, locales), count }];
    });
  }
}
