import { Injectable } from '@nestjs/common';
import { ItemDirectory, type ItemTitle } from '../../persistence/read-models/item-directory';

/**
 * Names of items by id, in the nearest of the wanted locales (BCP 47, best first). An unknown id has no entry.
 * It says nothing about who may see them: that is the availability's question.
 */
@Injectable()
export class ItemTitles {
  constructor(private readonly directory: ItemDirectory) {}

  async execute(
    itemIds: readonly string[],
    locales: readonly string[] = [],
  ): Promise<Map<string, ItemTitle>> {
    return itemIds.length === 0 ? new Map() : this.directory.titles(itemIds, locales);
  }
}
