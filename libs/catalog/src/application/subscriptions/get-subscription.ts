import { Injectable } from '@nestjs/common';
import { notFound } from '@portolan/platform';
import { isProductId } from '../../domain/product/product-id';
import { SubscriptionRepository } from '../../persistence/products/subscription-repository';
import { type SubscriptionView, viewSubscription } from './subscription-view';

/** @throws DomainError `subscription-not-found`. */
@Injectable()
export class GetSubscription {
  constructor(private readonly subscriptions: SubscriptionRepository) {}

  async execute({ appId, productId }: { appId: string; productId: string }): Promise<SubscriptionView> {
    const known = isProductId(productId) ? await this.subscriptions.find(appId, productId) : null;
    if (known === null) throw notFound('subscription', productId.slice(0, 40));
    return viewSubscription(known);
  }
}
