import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, Transactional } from '@portolan/platform';
import { SetItemFacts } from '@portolan/regions';
import { AppRepository } from '../../persistence/apps/app-repository';
import { InAppProductRepository } from '../../persistence/products/in-app-product-repository';
import { auditProduct } from './product-view';
import { ProductsOfApp } from './products-of-app';

/**
 * Deletes in-app products, all or none. Their ids are never free again.
 * @throws DomainError `product-not-found`, `product-is-subscription`, `products-at-once`, `app-not-found`.
 */
@Injectable()
export class DeleteProducts {
  constructor(
    private readonly apps: AppRepository,
    private readonly ofApp: ProductsOfApp,
    private readonly products: InAppProductRepository,
    private readonly facts: SetItemFacts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: { appId: string; skus: readonly string[]; actor: AccountActor }): Promise<void> {
    const { appId, skus, actor } = command;
    await this.apps.lock(appId);
    const known = await this.ofApp.named(appId, skus);
    for (const sku of skus) {
      const product = known.get(sku);
      if (product === undefined) throw await this.ofApp.absence(appId, sku);
      await this.products.markDeleted(product.id, this.clock.now());
      await this.facts.execute({ itemId: product.id, published: false, prices: [] });
      await this.audit.record({
        actor,
        action: 'in-app-product.delete',
        subject: { type: 'in-app-product', id: product.id },
        before: auditProduct(product, [...product.prices.keys()]),
      });
    }
  }
}
