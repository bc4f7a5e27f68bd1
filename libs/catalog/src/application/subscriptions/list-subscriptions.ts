import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { SubscriptionRepository } from '../../persistence/products/subscription-repository';
import { type SubscriptionView, viewSubscription } from './subscription-view';

/** An app's subscriptions, by id. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListSubscriptions {
  constructor(private readonly subscriptions: SubscriptionRepository) {}

  async execute(appId: string, page: PageRequest): Promise<Page<SubscriptionView>> {
    const { data, nextCursor } = await this.subscriptions.list(appId, page);
    return { data: data.map(viewSubscription), nextCursor };
  }
}
