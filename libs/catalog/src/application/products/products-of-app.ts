import { Injectable } from '@nestjs/common';
import { DomainError, notFound } from '@portolan/platform';
import { PRODUCTS_AT_ONCE } from '../../domain/product/in-app-product';
import { isProductId } from '../../domain/product/product-id';
import {
  InAppProductRepository,
  type StoredProduct,
} from '../../persistence/products/in-app-product-repository';
import { ProductClaims } from '../../persistence/products/product-claims';

/** Finds the products that a request names. */
@Injectable()
export class ProductsOfApp {
  constructor(
    private readonly products: InAppProductRepository,
    private readonly claims: ProductClaims,
  ) {}

  /** @throws DomainError `products-at-once` for none, too many, or one that is named twice. */
  async named(appId: string, skus: readonly string[]): Promise<Map<string, StoredProduct>> {
    if (skus.length === 0 || skus.length > PRODUCTS_AT_ONCE || new Set(skus).size < skus.length)
      throw new DomainError(
        'invalid',
        'products-at-once',
        `A request names 1 to ${PRODUCTS_AT_ONCE} different products.`,
      );
    return this.products.find(appId, skus.filter(isProductId));
  }

  /** Why there is none of this id: to be thrown. */
  async absence(appId: string, sku: string): Promise<DomainError> {
    const kind = isProductId(sku) ? await this.claims.kindOf(appId, sku) : null;
    if (kind !== 'subscription') return notFound('product', sku.slice(0, 139));
    return new DomainError(
      'invalid',
      'product-is-subscription',
      `"${sku}" is a subscription, and these are products that are bought once: use monetization.subscriptions.`,
    );
  }
}
