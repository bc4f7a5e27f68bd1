import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { ItemDirectory } from '../ports/item-directory';

/** Keeps the routes for apps and for devices apart: an id of the other kind is no id there. */
@Injectable()
export class RequireItem {
  constructor(private readonly items: ItemDirectory) {}

  /**
   * @param query.kind undefined: any
   * @throws DomainError `app-not-found`, `device-not-found`, `item-not-found`
   */
  async execute({ itemId, kind }: { itemId: string; kind?: 'app' | 'device' | undefined }): Promise<void> {
    const item = (await this.items.describe([itemId])).get(itemId);
    if (item === undefined || (kind !== undefined && item.kind !== kind)) throw notFound(kind ?? 'item');
  }
}
