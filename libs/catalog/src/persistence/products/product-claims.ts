import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, withConstraints } from '@portolan/platform';
import type { ProductKind } from '../../domain/product/product-id';

/** Which ids the products of an app have, or had: one namespace for all kinds. */
@Injectable()
export class ProductClaims extends BaseRepository {
  /** @throws DomainError `product-id-taken` (409), also for the id of a deleted product. */
  async claim(appId: string, productId: string, kind: ProductKind, at: Date): Promise<void> {
    const taken = () =>
      new DomainError(
        'conflict',
        'product-id-taken',
        `The app has, or had, a product "${productId}": an id is never used again.`,
      );
    await withConstraints({ product_id_claim_pk: taken }, () =>
      this.query(
        'INSERT INTO product_id_claim (app_id, product_id, kind, claimed_at) VALUES ($1, $2, $3, $4)',
        [appId, productId, kind, at],
      ),
    );
  }

  /** What an id was given to, deleted or not; null: to nothing. */
  async kindOf(appId: string, productId: string): Promise<ProductKind | null> {
    const row = await this.queryOne<{ kind: ProductKind }>(
      'SELECT c.kind FROM product_id_claim c WHERE c.app_id = $1 AND c.product_id = $2',
      [appId, productId],
    );
    return row?.kind ?? null;
  }

  /** How many ids the app has ever given; for the limit. */
  async countOf(appId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::integer AS count FROM product_id_claim c WHERE c.app_id = $1',
      [appId],
    );
    return row?.count ?? 0;
  }
}
