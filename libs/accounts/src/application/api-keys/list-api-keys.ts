import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { ApiKeys, type ApiKeyView } from '../../persistence/api-keys/api-keys';

/** A publisher's keys, oldest first, those revoked and expired included. */
@Injectable()
export class ListApiKeys {
  constructor(private readonly keys: ApiKeys) {}

  execute({ publisherId, page }: { publisherId: string; page: PageRequest }): Promise<Page<ApiKeyView>> {
    return this.keys.list(publisherId, page);
  }
}
