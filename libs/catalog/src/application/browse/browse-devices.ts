import { Injectable } from '@nestjs/common';
import type { Page } from '@portolan/platform';
import { DeviceShelf, type DeviceSort, type ShelfDevice } from '../../persistence/storefront/device-shelf';
import { type BrowseCommand, shelfQuestion } from './browse-apps';

/** A page of devices. @throws DomainError `category-unknown`, `cursor-invalid`, `sort-needs-query`. */
@Injectable()
export class BrowseDevices {
  constructor(private readonly shelf: DeviceShelf) {}

  async execute(command: BrowseCommand<DeviceSort>): Promise<Page<ShelfDevice>> {
    return this.shelf.list(shelfQuestion(command));
  }
}
