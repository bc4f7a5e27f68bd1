import { Injectable } from '@nestjs/common';
import { type ItemOwner, ItemRepository } from '../../persistence/item-repository';

/** Whose the items are, by item id, and in which app what is sold inside one is; unknown items are left out. */
@Injectable()
export class FindItemPublishers {
  constructor(private readonly items: ItemRepository) {}

  execute({ itemIds }: { itemIds: readonly string[] }): Promise<Map<string, ItemOwner>> {
    return this.items.ownersOf(itemIds);
  }
}
