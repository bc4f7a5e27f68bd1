import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, Money, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { ProductFacts, ProductStatus, ProductText } from '../../domain/product/in-app-product';
import type { RegionPrice } from '../../domain/product/region-prices';

/** A product with its prices, as it is stored. */
export interface StoredProduct extends ProductFacts {
  id: string;
  appId: string;
  sku: string;
  prices: Map<string, RegionPrice>;
  /** Raised by every change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

interface Row {
  id: string;
  app_id: string;
  sku: string;
  status: ProductStatus;
  default_locale: string;
  listings: Record<string, ProductText>;
  default_amount: string;
  default_currency: string;
  version: number;
  created_at: Date;
  updated_at: Date;
  prices: [region: string, amount: string, currency: string, converted: boolean][] | null;
}

// Amounts as texts: JSON numbers would be read as doubles.
const SELECT = `SELECT p.id, p.app_id, p.sku, p.status, p.default_locale, p.listings, p.default_amount, p.default_currency,
    p.version, p.created_at, p.updated_at,
    (SELECT json_agg(json_build_array(o.region, o.amount::text, o.currency, o.converted) ORDER BY o.region COLLATE "C")
       FROM in_app_product_price o WHERE o.product_id = p.id) AS prices
  FROM in_app_product p`;

/** Products that are bought once, without those that were deleted. Changes happen under the app's lock. */
@Injectable()
export class InAppProductRepository extends BaseRepository {
  /** By id; unknown ones are left out. */
  async find(appId: string, skus: readonly string[]): Promise<Map<string, StoredProduct>> {
    const rows = await this.query<Row>(
      `${SELECT} WHERE p.app_id = $1 AND p.sku = ANY($2::text[]) AND p.deleted_at IS NULL`,
      [appId, [...skus]],
    );
    return new Map(rows.map((row) => [row.sku, toProduct(row)]));
  }

  /** In the order of their ids. @throws DomainError `cursor-invalid`. */
  async list(appId: string, page: PageRequest): Promise<Page<StoredProduct>> {
    const after = decodeCursor(page.cursor, ['string']);
    const rows = await this.query<Row>(
      `${SELECT} WHERE p.app_id = $1 AND p.deleted_at IS NULL AND ($2::text IS NULL OR p.sku COLLATE "C" > $2)
        ORDER BY p.sku COLLATE "C" LIMIT $3`,
      [appId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.sku], toProduct);
  }

  /** For the limit. */
  async countOf(appId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::integer AS count FROM in_app_product p WHERE p.app_id = $1 AND p.deleted_at IS NULL',
      [appId],
    );
    return row?.count ?? 0;
  }

  async insert(product: StoredProduct): Promise<void> {
    const { id, appId, sku, createdAt } = product;
    await this.query(
      `INSERT INTO in_app_product (id, app_id, sku, created_at, version, updated_at, status, default_locale, listings,
                                   default_amount, default_currency)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, appId, sku, createdAt, ...changeable(product)],
    );
    await this.putPrices(product);
  }

  async update(product: StoredProduct): Promise<void> {
    await this.query(
      `UPDATE in_app_product AS p SET version = $2, updated_at = $3, status = $4, default_locale = $5, listings = $6,
              default_amount = $7, default_currency = $8 WHERE p.id = $1`,
      [product.id, ...changeable(product)],
    );
    await this.query('DELETE FROM in_app_product_price o WHERE o.product_id = $1', [product.id]);
    await this.putPrices(product);
  }

  /** The row stays, because regions and its id stay taken. */
  async markDeleted(id: string, at: Date): Promise<void> {
    await this.query(
      `UPDATE in_app_product AS p SET deleted_at = $2, updated_at = $2, status = 'inactive', version = p.version + 1
        WHERE p.id = $1`,
      [id, at],
    );
  }

  private async putPrices({ id, prices }: StoredProduct): Promise<void> {
    await this.insertRows(
      'in_app_product_price',
      [...prices].map(([region, { money, converted }]) => ({
        product_id: id,
        region,
        amount: money.amount,
        currency: money.currency.code,
        converted,
      })),
    );
  }
}

function changeable(product: StoredProduct) {
  const { version, updatedAt, status, defaultLocale, listings, defaultPrice } = product;
  const { amount, currency } = defaultPrice;
  return [version, updatedAt, status, defaultLocale, listings, amount, currency.code] as const;
}

function toProduct(row: Row): StoredProduct {
  const prices = (row.prices ?? []).map(([region, amount, currency, converted]) => {
    return [region, { money: Money.of(BigInt(amount), currency), converted }] as const;
  });
  return {
    id: row.id,
    appId: row.app_id,
    sku: row.sku,
    status: row.status,
    defaultLocale: row.default_locale,
    listings: row.listings,
    defaultPrice: Money.of(BigInt(row.default_amount), row.default_currency),
    prices: new Map(prices),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
