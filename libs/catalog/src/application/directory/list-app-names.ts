import { Injectable } from '@nestjs/common';
import { type AppName, ItemDirectory } from '../../persistence/read-models/item-directory';

/** A publisher's apps by name, published or not, the oldest `most` of them, oldest first. */
@Injectable()
export class ListAppNames {
  constructor(private readonly directory: ItemDirectory) {}

  execute({ publisherId, most }: { publisherId: string; most: number }): Promise<AppName[]> {
    return this.directory.appNamesOf(publisherId, most);
  }
}
