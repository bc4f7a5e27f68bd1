import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { InAppProductRepository } from '../../persistence/products/in-app-product-repository';
import { type ProductView, viewProduct } from './product-view';

/** An app's in-app products, by id. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListProducts {
  constructor(private readonly products: InAppProductRepository) {}

  async execute(appId: string, page: PageRequest): Promise<Page<ProductView>> {
    const { data, nextCursor } = await this.products.list(appId, page);
    return { data: data.map(viewProduct), nextCursor };
  }
}
