import { Injectable } from '@nestjs/common';
import { FindAppByPackage, ItemTitles } from '@portolan/catalog';
import { type ItemDescription, ItemDirectory } from '@portolan/payments';

/** Orders and libraries name their items as the catalogue does. */
@Injectable()
export class CatalogItems extends ItemDirectory {
  constructor(
    private readonly titles: ItemTitles,
    private readonly byPackage: FindAppByPackage,
  ) {
    super();
  }

  override describe(
    itemIds: readonly string[],
    locales?: readonly string[],
  ): Promise<Map<string, ItemDescription>> {
    return this.titles.execute(itemIds, locales);
  }

  override findByPackage(packageName: string): Promise<string | null> {
    return this.byPackage.execute(packageName);
  }
}
