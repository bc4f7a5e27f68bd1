import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Transactional } from '@portolan/platform';
import { PutProducts, SetItemFacts } from '@portolan/regions';
import { IN_APP_PRODUCTS_PER_APP } from '../../domain/product/in-app-product';
import { PRODUCT_IDS_PER_APP } from '../../domain/product/product-id';
import type { App } from '../../persistence/apps/app.entity';
import { AppRepository } from '../../persistence/apps/app-repository';
import {
  InAppProductRepository,
  type StoredProduct,
} from '../../persistence/products/in-app-product-repository';
import { ProductClaims } from '../../persistence/products/product-claims';
import { DraftProduct, type DraftedProduct, type ProductRequest } from './draft-product';
import { auditProduct, viewProduct, type WrittenProduct } from './product-view';
import { ProductsOfApp } from './products-of-app';

/** Outside of `app`, so that no list of apps has products in it, and rules about apps reach them through their app. */
export const PRODUCT_CATEGORY = 'in-app-product/one-time';

/**
 * Makes and changes in-app products of one app, all or none, and tells regions what each one is and where it has a price.
 * @throws DomainError `products-at-once`, `product-id-taken` (409), `product-not-found`, `product-is-subscription`,
 *   `product-changed` (412), `too-many-products`, and what `DraftProduct` throws.
 */
@Injectable()
export class WriteProducts {
  constructor(
    private readonly apps: AppRepository,
    private readonly ofApp: ProductsOfApp,
    private readonly draft: DraftProduct,
    private readonly products: InAppProductRepository,
    private readonly claims: ProductClaims,
    private readonly putProducts: PutProducts,
    private readonly facts: SetItemFacts,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute(command: {
    appId: string;
    requests: readonly ProductRequest[];
    actor: AccountActor;
  }): Promise<WrittenProduct[]> {
    const { appId, requests, actor } = command;
    const app = await this.apps.lock(appId);
    const known = await this.ofApp.named(
      appId,
      requests.map(({ sku }) => sku),
    );
    const drafts: DraftedProduct[] = [];
    for (const request of requests) drafts.push(await this.drafted(app, request, known, requests.length > 1));
    // What is new is a change of the rules, which comes before that of any item.
    await this.register(app, drafts, actor);
    for (const draft of drafts) await this.save(draft, actor);
    return drafts.map(({ after, leftOut }) => ({ ...viewProduct(after), leftOut }));
  }

  private async drafted(
    app: App,
    request: ProductRequest,
    known: ReadonlyMap<string, StoredProduct>,
    isOneOfMany: boolean,
  ): Promise<DraftedProduct> {
    const before = known.get(request.sku) ?? null;
    try {
      if (before === null && request.how !== 'insert' && request.allowMissing !== true)
        throw await this.ofApp.absence(app.id, request.sku);
      return await this.draft.execute(app, before, request);
    } catch (error) {
      if (!(error instanceof DomainError) || !isOneOfMany) throw error;
      const { kind, code, detail, errors } = error;
      throw new DomainError(kind, code, `"${request.sku.slice(0, 139)}": ${detail}`, { errors });
    }
  }

  private async register(app: App, drafts: readonly DraftedProduct[], actor: AccountActor): Promise<void> {
    const created = drafts.filter(({ before }) => before === null).map(({ after }) => after);
    if (created.length === 0) return;
    for (const { sku } of created) await this.claims.claim(app.id, sku, 'one-time', this.clock.now());
    const count = (await this.products.countOf(app.id)) + created.length;
    if (count > IN_APP_PRODUCTS_PER_APP || (await this.claims.countOf(app.id)) > PRODUCT_IDS_PER_APP)
      throw new DomainError(
        'conflict',
        'too-many-products',
        `An app has at most ${IN_APP_PRODUCTS_PER_APP} in-app products, and gives at most ${PRODUCT_IDS_PER_APP} ids in its life.`,
      );
    const itemIds = created.map(({ id }) => id);
    await this.putProducts.execute({ itemIds, appId: app.id, category: PRODUCT_CATEGORY, actor });
  }

  private async save(
    { before, after, isChanged, regions }: DraftedProduct,
    actor: AccountActor,
  ): Promise<void> {
    if (!isChanged) return;
    if (before === null) await this.products.insert(after);
    else await this.products.update(after);
    await this.facts.execute({
      itemId: after.id,
      published: after.status === 'active',
      free: false,
      prices: [...after.prices].map(([market, { money }]) => ({ market, currency: money.currency.code })),
    });
    await this.audit.record({
      actor,
      action: before === null ? 'in-app-product.create' : 'in-app-product.change',
      subject: { type: 'in-app-product', id: after.id },
      before: auditProduct(before, regions),
      after: auditProduct(after, regions),
    });
  }
}
