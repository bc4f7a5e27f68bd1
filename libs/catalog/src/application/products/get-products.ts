import { Injectable } from '@nestjs/common';
import { type ProductView, viewProduct } from './product-view';
import { ProductsOfApp } from './products-of-app';

/**
 * In-app products of an app by their ids, in the order of these.
 * @throws DomainError `product-not-found`, `product-is-subscription`, `products-at-once`.
 */
@Injectable()
export class GetProducts {
  constructor(private readonly ofApp: ProductsOfApp) {}

  async execute({ appId, skus }: { appId: string; skus: readonly string[] }): Promise<ProductView[]> {
    const known = await this.ofApp.named(appId, skus);
    const views: ProductView[] = [];
    for (const sku of skus) {
      const product = known.get(sku);
      if (product === undefined) throw await this.ofApp.absence(appId, sku);
      views.push(viewProduct(product));
    }
    return views;
  }
}
