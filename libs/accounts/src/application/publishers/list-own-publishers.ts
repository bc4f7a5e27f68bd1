import { Injectable } from '@nestjs/common';
import type { AccountActor, Page, PageRequest } from '@portolan/platform';
import { type OwnPublisherView, Publishers } from '../../persistence/publishers';

/** The publishers that a person belongs to, with their roles in each. */
@Injectable()
export class ListOwnPublishers {
  constructor(private readonly publishers: Publishers) {}

  execute({ actor, page }: { actor: AccountActor; page: PageRequest }): Promise<Page<OwnPublisherView>> {
    return this.publishers.listOf(actor.accountId, page);
  }
}
