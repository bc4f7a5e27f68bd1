import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  Ids,
  notFound,
  Transactional,
} from '@portolan/platform';
import { FindLegalTender } from '@portolan/regions';
import { checkProductId, isProductId, PRODUCT_IDS_PER_APP } from '../../domain/product/product-id';
import type { BasePlan } from '../../domain/subscription/base-plan';
import {
  changedSubscription,
  SUBSCRIPTION_ID_MAX_LENGTH,
  type SubscriptionChange,
  SUBSCRIPTIONS_PER_APP,
} from '../../domain/subscription/subscription';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ProductClaims } from '../../persistence/products/product-claims';
import {
  storedPlan,
  type StoredSubscription,
  SubscriptionRepository,
} from '../../persistence/products/subscription-repository';
import { type SubscriptionView, viewSubscription } from './subscription-view';

export interface WriteSubscriptionCommand {
  appId: string;
  productId: string;
  how: 'create' | 'patch';
  /** `patch`: what is not there yet is made. */
  allowMissing?: boolean | undefined;
  change: SubscriptionChange;
  /** The version that the caller has seen. */
  expectedVersion?: number | undefined;
  actor: AccountActor;
}

/**
 * Makes or changes a subscription. Its base plans are drafts, and no item of regions: nothing of it can be bought.
 * @throws DomainError `product-id-invalid`, `product-id-taken` (409), `subscription-not-found`, `subscription-changed` (412),
 *   `subscription-invalid`, `too-many-products`, `app-not-found`.
 */
@Injectable()
export class WriteSubscription {
  constructor(
    private readonly apps: AppRepository,
    private readonly subscriptions: SubscriptionRepository,
    private readonly claims: ProductClaims,
    private readonly tender: FindLegalTender,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: WriteSubscriptionCommand): Promise<SubscriptionView> {
    const { appId, productId, how, change, expectedVersion, actor } = command;
    const app = await this.apps.lock(appId);
    const before = isProductId(productId) ? await this.subscriptions.find(appId, productId) : null;
    if (before === null && how === 'patch' && command.allowMissing !== true)
      throw notFound('subscription', productId.slice(0, SUBSCRIPTION_ID_MAX_LENGTH));
    if (expectedVersion !== undefined && expectedVersion !== (before?.version ?? 0))
      throw new DomainError(
        'precondition-failed',
        'subscription-changed',
        'Somebody else changed the subscription first.',
      );
    if (before === null || how === 'create') await this.claim(appId, productId);
    const regions = (change.basePlans ?? []).flatMap((plan) => plan.regions.map(({ region }) => region));
    const tender = await this.tender.execute({ markets: regions });
    const currenciesOf = (region: string) => tender.get(region)?.currencies ?? null;
    const facts = changedSubscription(before, change, app.defaultLocale, currenciesOf);
    const now = this.clock.now();
    const origin = before ?? { id: this.ids.next(), appId, productId, version: 0, createdAt: now };
    const after = { ...origin, ...facts, version: origin.version + 1, updatedAt: now };
    if (before !== null && told(before) === told(after)) return viewSubscription(before);
    if (before === null) await this.subscriptions.insert(after);
    else await this.subscriptions.update(after);
    await this.audit.record({
      actor,
      action: before === null ? 'subscription.create' : 'subscription.change',
      subject: { type: 'subscription', id: after.id },
      before: before === null ? null : audited(before, after),
      after: audited(after, before),
    });
    return viewSubscription(after);
  }

  private async claim(appId: string, productId: string): Promise<void> {
    checkProductId(productId, SUBSCRIPTION_ID_MAX_LENGTH);
    await this.claims.claim(appId, productId, 'subscription', this.clock.now());
    const count = (await this.subscriptions.countOf(appId)) + 1;
    if (count > SUBSCRIPTIONS_PER_APP || (await this.claims.countOf(appId)) > PRODUCT_IDS_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-products',
        `An app has at most ${SUBSCRIPTIONS_PER_APP} subscriptions, and gives at most ${PRODUCT_IDS_PER_APP} ids in its life.`,
      );
  }
}

/** What the audit log keeps: texts, and the base plans that are others than in `other`. */
function audited(one: StoredSubscription, other: StoredSubscription | null): object {
  const { appId, productId, listings, basePlans } = one;
  const known = new Map(other?.basePlans.map((plan) => [plan.basePlanId, toldPlan(plan)]));
  const differing = basePlans.filter((plan) => known.get(plan.basePlanId) !== toldPlan(plan));
  return { appId, productId, listings, basePlans: differing.map(storedPlan) };
}

/** What two subscriptions are compared by. */
function told({ listings, basePlans }: StoredSubscription): string {
  return JSON.stringify([listings, basePlans.map(toldPlan)], inOrder);
}

function toldPlan(plan: BasePlan): string {
  return JSON.stringify(storedPlan(plan), inOrder);
}

/** Members in the order of their names, however the database kept them. */
function inOrder(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
