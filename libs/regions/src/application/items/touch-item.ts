import { Injectable } from '@nestjs/common';
import { Transactional } from '@portolan/platform';
import { ItemRepository } from '../../persistence/item-repository';

/**
 * Says that something which lists show of an item has changed: a title, a file, a price. Called by the owner of that in the
 * transaction that changes it, so that no process goes on showing what was. What regions decides by comes through `PutItem` and
 * `SetItemFacts`, which say so themselves. An item that regions does not know is in no list.
 */
@Injectable()
export class TouchItem {
  constructor(private readonly items: ItemRepository) {}

  @Transactional()
  async execute({ itemId }: { itemId: string }): Promise<void> {
    await this.items.touch(itemId, await this.items.nextRevision());
  }
}
