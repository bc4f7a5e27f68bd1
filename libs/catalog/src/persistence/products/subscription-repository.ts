import { Injectable } from '@nestjs/common';
import { BaseRepository, decodeCursor, Money, type Page, type PageRequest, toPage } from '@portolan/platform';
import type { BasePlan, OtherRegions, PlanRegion } from '../../domain/subscription/base-plan';
import type { SubscriptionFacts, SubscriptionText } from '../../domain/subscription/subscription';

/** A subscription as it is stored. */
export interface StoredSubscription extends SubscriptionFacts {
  id: string;
  appId: string;
  productId: string;
  /** Raised by every change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Minor units as text: JSON numbers would be read as doubles. */
interface StoredMoney {
  amount: string;
  currency: string;
}
type StoredPlan = Omit<BasePlan, 'regions' | 'otherRegions'> & {
  regions: (Omit<PlanRegion, 'price'> & { price: StoredMoney | null })[];
  otherRegions: (Omit<OtherRegions, 'euro' | 'dollar'> & { euro: StoredMoney; dollar: StoredMoney }) | null;
};

interface Row {
  id: string;
  app_id: string;
  product_id: string;
  listings: SubscriptionText[];
  base_plans: StoredPlan[];
  version: number;
  created_at: Date;
  updated_at: Date;
}

/** Subscriptions of apps. Changes happen under the app's lock. */
@Injectable()
export class SubscriptionRepository extends BaseRepository {
  async find(appId: string, productId: string): Promise<StoredSubscription | null> {
    const row = await this.queryOne<Row>(
      'SELECT s.* FROM app_subscription s WHERE s.app_id = $1 AND s.product_id = $2',
      [appId, productId],
    );
    return row === null ? null : toSubscription(row);
  }

  /** In the order of their ids. @throws DomainError `cursor-invalid`. */
  async list(appId: string, page: PageRequest): Promise<Page<StoredSubscription>> {
    const after = decodeCursor(page.cursor, ['string']);
    const rows = await this.query<Row>(
      `SELECT s.* FROM app_subscription s WHERE s.app_id = $1 AND ($2::text IS NULL OR s.product_id COLLATE "C" > $2)
        ORDER BY s.product_id COLLATE "C" LIMIT $3`,
      [appId, after?.[0] ?? null, page.limit + 1],
    );
    return toPage(rows, page.limit, (row) => [row.product_id], toSubscription);
  }

  /** For the limit. */
  async countOf(appId: string): Promise<number> {
    const row = await this.queryOne<{ count: number }>(
      'SELECT count(*)::integer AS count FROM app_subscription s WHERE s.app_id = $1',
      [appId],
    );
    return row?.count ?? 0;
  }

  async insert(subscription: StoredSubscription): Promise<void> {
    const { id, appId, productId, createdAt } = subscription;
    await this.query(
      `INSERT INTO app_subscription (id, app_id, product_id, created_at, listings, base_plans, version, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, appId, productId, createdAt, ...changeable(subscription)],
    );
  }

  async update(subscription: StoredSubscription): Promise<void> {
    await this.query(
      `UPDATE app_subscription AS s SET listings = $2, base_plans = $3, version = $4, updated_at = $5 WHERE s.id = $1`,
      [subscription.id, ...changeable(subscription)],
    );
  }
}

function changeable({ listings, basePlans, version, updatedAt }: StoredSubscription) {
  // The driver would send lists as Postgres arrays.
  return [JSON.stringify(listings), JSON.stringify(basePlans.map(storedPlan)), version, updatedAt] as const;
}

function toSubscription(row: Row): StoredSubscription {
  return {
    id: row.id,
    appId: row.app_id,
    productId: row.product_id,
    listings: row.listings,
    basePlans: row.base_plans.map(readPlan),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A base plan as JSON. */
export function storedPlan(plan: BasePlan): StoredPlan {
  const { regions, otherRegions } = plan;
  return {
    ...plan,
    regions: regions.map((one) => ({ ...one, price: one.price === null ? null : storedMoney(one.price) })),
    otherRegions:
      otherRegions === null
        ? null
        : { ...otherRegions, euro: storedMoney(otherRegions.euro), dollar: storedMoney(otherRegions.dollar) },
  };
}

function readPlan(plan: StoredPlan): BasePlan {
  const { regions, otherRegions } = plan;
  return {
    ...plan,
    regions: regions.map((one) => ({ ...one, price: one.price === null ? null : readMoney(one.price) })),
    otherRegions:
      otherRegions === null
        ? null
        : { ...otherRegions, euro: readMoney(otherRegions.euro), dollar: readMoney(otherRegions.dollar) },
  };
}

function storedMoney({ amount, currency }: Money): StoredMoney {
  return { amount: String(amount), currency: currency.code };
}

function readMoney({ amount, currency }: StoredMoney): Money {
  return Money.of(BigInt(amount), currency);
}
