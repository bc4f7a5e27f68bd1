import { Injectable } from '@nestjs/common';
import { ItemDirectory } from '../../persistence/read-models/item-directory';

/** The publisher that an app or a release belongs to, or null if there is no such thing. */
@Injectable()
export class FindPublisherOf {
  constructor(private readonly directory: ItemDirectory) {}

  async execute(resource: 'app' | 'release', id: string): Promise<string | null> {
    return this.directory.publisherOf(resource, id);
  }
}
