import {
  AcceptTransfer,
  DeleteProducts,
  GetProducts,
  OfferTransfer,
  type ProductRequest,
  UpdateApp,
  WriteProducts,
} from '@portolan/catalog';
import { type DomainError, Money, TransactionHost } from '@portolan/platform';
import { DecideAvailability, DecideForPurchase, IssueProhibition, ViewMarket } from '@portolan/regions';
import { openMarkets, selectTerritories } from '../../support/markets';
import { newPublisher, publishing, someone } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

/** What is sold inside an app: it goes where its app goes, and each id is given once. */
describe('in-app products', () => {
  let store: TestApp;
  const publisher = newPublisher();

  beforeAll(async () => {
    store = await startTestApp();
    await openMarkets(store, 'DE', 'FR', 'US');
  });
  afterAll(() => store.close());

  const request = (sku: string, more: Partial<ProductRequest> = {}): ProductRequest => ({
    sku,
    how: 'insert',
    change: {
      status: 'active',
      listings: { en: { title: 'Coins', description: '' } },
      defaultPrice: Money.of(499, 'EUR'),
      prices: { DE: Money.of(499, 'EUR') },
    },
    ...more,
  });
  const write = (appId: string, ...requests: ProductRequest[]) =>
    store.app.get(WriteProducts).execute({ appId, requests, actor: publisher.actor });
  const codesOf = (outcomes: PromiseSettledResult<unknown>[]) =>
    outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as DomainError).code] : []));
  const acquire = async (itemId: string, market: string) => {
    const questions = [{ itemId, market, action: 'acquire' as const }];
    const [decision] = await store.app.get(DecideAvailability).execute({ questions });
    return { allowed: decision?.allowed, codes: (decision?.reasons ?? []).map(({ code }) => code) };
  };
  const anApp = async (packageName: string) => {
    const { appId } = await publishing(store).publishApp(publisher, { packageName });
    await selectTerritories(store, appId, 'DE + FR');
    return appId;
  };

  it('give each id once, whoever is first, also when products are deleted meanwhile', async () => {
    const appId = await anApp('org.example.raced');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => write(appId, request('coins'))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(new Set(codesOf(outcomes))).toEqual(new Set(['product-id-taken']));
    const drop = { appId, skus: ['coins'], actor: publisher.actor };
    const mixed = await Promise.allSettled([
      store.app.get(DeleteProducts).execute(drop),
      ...Array.from({ length: 4 }, () => write(appId, request('coins'))),
    ]);
    expect(codesOf(mixed)).toEqual(Array.from({ length: 4 }, () => 'product-id-taken'));
    const rows = await store.database.query('SELECT 1 FROM in_app_product WHERE app_id = $1', [appId]);
    expect(rows).toHaveLength(1);
    // The other app's ids are its own.
    expect(await write(await anApp('org.example.other'), request('coins'))).toHaveLength(1);
  });

  it('are unique in the database, too, whatever is deleted', async () => {
    const appId = await anApp('org.example.constraint');
    await write(appId, request('gems'));
    const again = store.database.query(
      `INSERT INTO product_id_claim (app_id, product_id, kind, claimed_at) VALUES ($1, 'gems', 'subscription', now())`,
      [appId],
    );
    await expect(again).rejects.toThrow('product_id_claim_pk');
  });

  it('are changed by one at a time, by who has seen the version', async () => {
    const appId = await anApp('org.example.versions');
    await write(appId, request('coins'));
    const patch = (amount: number) =>
      write(
        appId,
        request('coins', {
          how: 'patch',
          expectedVersion: 1,
          change: { prices: { DE: Money.of(amount, 'EUR') } },
        }),
      );
    const outcomes = await Promise.allSettled([patch(599), patch(699), patch(799)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(codesOf(outcomes)).toEqual(['product-changed', 'product-changed']);
    const [product] = await store.app.get(GetProducts).execute({ appId, skus: ['coins'] });
    expect(product?.version).toBe(2);
  });

  it('are written all or none', async () => {
    const appId = await anApp('org.example.batch');
    const wrong = request('late', {
      change: { ...request('late').change, prices: { DE: Money.of(499, 'USD') } },
    });
    await expect(write(appId, request('first'), wrong)).rejects.toMatchObject({
      code: 'prices-invalid',
      detail: expect.stringContaining('"late"') as string,
    });
    await expect(store.app.get(GetProducts).execute({ appId, skus: ['first'] })).rejects.toMatchObject({
      code: 'product-not-found',
    });
    expect(await store.database.query('SELECT 1 FROM product_id_claim WHERE app_id = $1', [appId])).toEqual(
      [],
    );
    const twice = write(appId, request('first'), request('first'));
    await expect(twice).rejects.toMatchObject({ code: 'products-at-once' });
  });

  it('can be had where their app can, and where they have a price', async () => {
    const appId = await anApp('org.example.where');
    const [coins] = await write(appId, request('coins'));
    const id = coins?.id ?? '';
    expect(await acquire(id, 'DE')).toEqual({ allowed: true, codes: [] });
    expect((await acquire(id, 'FR')).codes).toEqual(['COMMERCIAL.PRICE_MISSING']);
    await write(appId, request('coins', { how: 'patch', change: { prices: { FR: Money.of(599, 'EUR') } } }));
    expect((await acquire(id, 'FR')).allowed).toBe(true);
    await write(appId, request('coins', { how: 'patch', change: { status: 'inactive' } }));
    expect((await acquire(id, 'FR')).codes).toEqual(['COMMERCIAL.NOT_PUBLISHED']);
    await write(appId, request('coins', { how: 'patch', change: { status: 'active' } }));
    await selectTerritories(store, appId, 'FR');
    expect((await acquire(id, 'DE')).codes).toEqual(['COMMERCIAL.NOT_SELECTED_BY_PUBLISHER']);
    expect((await acquire(id, 'FR')).allowed).toBe(true);
    // In no list of apps.
    const view = await store.app.get(ViewMarket).execute({ market: 'FR', action: 'list' });
    expect(view.page({ category: 'app', after: null, limit: 100 })).not.toContain(id);
    await store.app.get(DeleteProducts).execute({ appId, skus: ['coins'], actor: publisher.actor });
    expect((await acquire(id, 'FR')).allowed).toBe(false);
  });

  it('are known by what is known of their app', async () => {
    const appId = await anApp('org.example.gambler');
    await store.app
      .get(UpdateApp)
      .execute({ appId, declarations: { gambling: false }, actor: publisher.actor });
    const [coins] = await write(appId, request('coins'));
    const id = coins?.id ?? '';
    await store.app.get(IssueProhibition).execute({
      type: 'gambling-ban',
      items: { where: { op: 'eq', attribute: 'gambling', value: true } },
      markets: { expression: 'FR', coversFutureMarkets: false },
      reason: 'a test',
      visibility: 'public',
      retention: 'full',
      actor: someone('legal'),
    });
    expect((await acquire(id, 'DE')).allowed).toBe(true);
    await write(appId, request('coins', { how: 'patch', change: { prices: { FR: Money.of(599, 'EUR') } } }));
    expect((await acquire(id, 'FR')).allowed).toBe(true);
    await store.app
      .get(UpdateApp)
      .execute({ appId, declarations: { gambling: true }, actor: publisher.actor });
    expect((await acquire(id, 'FR')).allowed).toBe(false);
    const [row] = await store.database.query<{ attributes: object }>(
      'SELECT attributes FROM region_item WHERE id = $1',
      [id],
    );
    expect(row?.attributes).toMatchObject({ gambling: true });
  });

  it('change hands with their app, and are offered where the new publisher offers that', async () => {
    const appId = await anApp('org.example.moving');
    const [coins] = await write(appId, request('coins'));
    const id = coins?.id ?? '';
    const buyer = newPublisher();
    const { id: transferId } = await store.app
      .get(OfferTransfer)
      .execute({ appId, toPublisherId: buyer.publisherId, actor: publisher.actor });
    await store.app
      .get(AcceptTransfer)
      .execute({ publisherId: buyer.publisherId, transferId, actor: buyer.actor });
    const [row] = await store.database.query<{ publisher_id: string }>(
      'SELECT publisher_id FROM region_item WHERE id = $1',
      [id],
    );
    expect(row?.publisher_id).toBe(buyer.publisherId);
    expect((await acquire(id, 'DE')).codes).toEqual(['COMMERCIAL.NOT_SELECTED_BY_PUBLISHER']);
    await selectTerritories(store, appId, 'DE');
    expect(await acquire(id, 'DE')).toEqual({ allowed: true, codes: [] });
    expect(await store.app.get(GetProducts).execute({ appId, skus: ['coins'] })).toMatchObject([{ id }]);
  });

  it('are written while others buy, sell and take over, without a deadlock', async () => {
    const appId = await anApp('org.example.busy');
    const [coins] = await write(appId, request('coins'));
    const id = coins?.id ?? '';
    const question = { market: 'DE', itemIds: [id], action: 'acquire' as const };
    const ask = () =>
      store.app
        .get(TransactionHost)
        .withTransaction(() => store.app.get(DecideForPurchase).execute(question));
    const works = Array.from({ length: 6 }, (_, i) => [
      write(appId, request(`more.${i}`)),
      write(appId, request('coins', { how: 'patch', change: { prices: { DE: Money.of(500 + i, 'EUR') } } })),
      store.app
        .get(UpdateApp)
        .execute({ appId, declarations: { gambling: i % 2 === 0 }, actor: publisher.actor }),
      selectTerritories(store, appId, i % 2 === 0 ? 'DE' : 'WORLD'),
      ask(),
    ]).flat();
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))).toEqual([]);
    expect((await acquire(id, 'DE')).allowed).toBe(true);
  });
});
