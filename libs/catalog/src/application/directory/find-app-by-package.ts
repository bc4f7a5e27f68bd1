import { Injectable } from '@nestjs/common';
import { ItemDirectory } from '../../persistence/read-models/item-directory';

/** The id of the app with this package name, or null. It says nothing about who may see it. */
@Injectable()
export class FindAppByPackage {
  constructor(private readonly directory: ItemDirectory) {}

  async execute(packageName: string): Promise<string | null> {
    return this.directory.appByPackage(packageName);
  }
}
