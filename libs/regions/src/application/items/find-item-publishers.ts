import { Injectable } from '@nestjs/common';
import { ItemRepository } from '../../persistence/item-repository';

/** Whose the items are, by item id; unknown items are left out. */
@Injectable()
export class FindItemPublishers {
  constructor(private readonly items: ItemRepository) {}

  execute({ itemIds }: { itemIds: readonly string[] }): Promise<Map<string, string>> {
    return this.items.publishersOf(itemIds);
  }
}
