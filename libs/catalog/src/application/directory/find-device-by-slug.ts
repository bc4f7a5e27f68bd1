import { Injectable } from '@nestjs/common';
import { ItemDirectory } from '../../persistence/read-models/item-directory';

/** The id of the device with this slug, or null. It says nothing about who may see it. */
@Injectable()
export class FindDeviceBySlug {
  constructor(private readonly directory: ItemDirectory) {}

  async execute(slug: string): Promise<string | null> {
    return this.directory.deviceBySlug(slug);
  }
}
