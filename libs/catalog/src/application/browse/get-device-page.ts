import { Injectable } from '@nestjs/common';
import { type DevicePage, ItemPages } from '../../persistence/storefront/item-pages';

/** The storefront's page of a device in the nearest locale; null if there is no such device. */
@Injectable()
export class GetDevicePage {
  constructor(private readonly pages: ItemPages) {}

  async execute(deviceId: string, locales: readonly string[]): Promise<DevicePage | null> {
    return this.pages.device(deviceId, locales);
  }
}
