import { aMember, aPublisherOwner, api, type Owner, tokensOf } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';

const DAY = 86_400_000;

describe('an app that changes hands', () => {
  let shop: Shop;
  let buyer: Owner;
  beforeAll(async () => {
    shop = await startShop();
    buyer = await aPublisherOwner(shop, 'The new publisher');
  });
  afterEach(() => shop.clock.release());
  afterAll(() => shop.close());

  const offer = (appId: string, toPublisherId = buyer.publisherId, token = shop.owner.token) =>
    api(shop, token).post(`/v1/apps/${appId}/transfers`, { toPublisherId });
  const accept = (transferId: string, by = buyer) =>
    api(shop, by.token).post(`/v1/publishers/${by.publisherId}/app-transfers/${transferId}/accept`);
  const inGermany = async (): Promise<string[]> =>
    (await api(shop).get('/v1/storefront/DE/apps?limit=100')).body.data.map(
      (app: { packageName: string }) => app.packageName,
    );

  it('belongs to the new publisher from the moment that its owner accepts, and is offered where that selects', async () => {
    const appId = await sellApp(shop, 'org.example.sold', { free: true });
    expect(await inGermany()).toContain('org.example.sold');
    const offered = await offer(appId);
    expect(offered).toMatchObject({ status: 201, body: { packageName: 'org.example.sold' } });
    expect((await api(shop, shop.owner.token).get(`/v1/apps/${appId}`)).status).toBe(200);
    const waiting = await api(shop, buyer.token).get(`/v1/publishers/${buyer.publisherId}/app-transfers`);
    expect(waiting.body.data).toEqual([offered.body]);
    expect(await accept(offered.body.id)).toMatchObject({
      status: 200,
      body: { id: appId, publisherId: buyer.publisherId },
    });
    expect((await api(shop, shop.owner.token).get(`/v1/apps/${appId}`)).status).toBe(404);
    const mine = api(shop, buyer.token);
    expect((await mine.get(`/v1/apps/${appId}/releases`)).body.data).toHaveLength(1);
    expect(await inGermany()).not.toContain('org.example.sold');
    const selected = { expression: 'WORLD', coversFutureMarkets: true };
    expect((await mine.put(`/v1/apps/${appId}/territories`, selected)).status).toBe(200);
    expect(await inGermany()).toContain('org.example.sold');
    expect((await accept(offered.body.id)).body.code).toBe('transfer-not-found');
  });

  it('is offered by owners, once, to others, and can be taken back', async () => {
    const appId = await sellApp(shop, 'org.example.kept', { free: true });
    const admin = await aMember(shop, shop.owner, 'admin');
    expect((await offer(appId, buyer.publisherId, admin.token)).status).toBe(403);
    expect((await offer(appId, shop.owner.publisherId)).body.code).toBe('transfer-to-owner');
    const offered = await offer(appId);
    expect((await offer(appId)).body.code).toBe('transfer-exists');
    const third = await aPublisherOwner(shop);
    expect((await accept(offered.body.id, third)).body.code).toBe('transfer-not-found');
    const path = `/v1/apps/${appId}/transfers`;
    expect((await api(shop, shop.owner.token).get(path)).body.data).toHaveLength(1);
    expect((await api(shop, shop.owner.token).delete(`${path}/${offered.body.id}`)).status).toBe(204);
    expect((await accept(offered.body.id)).body.code).toBe('transfer-not-found');
  });

  it('stays where it is when nobody accepts within two weeks', async () => {
    const appId = await sellApp(shop, 'org.example.late', { free: true });
    const offered = await offer(appId);
    shop.clock.set(new Date(Date.now() + 14 * DAY + 1_000));
    const late = { ...buyer, ...(await tokensOf(shop, buyer.email)) };
    expect((await accept(offered.body.id, late)).body.code).toBe('transfer-not-found');
    const { token } = await tokensOf(shop, shop.owner.email);
    expect((await offer(appId, buyer.publisherId, token)).status).toBe(201);
  });

  it('goes once, however many accept, withdraw and offer at once', async () => {
    const appId = await sellApp(shop, 'org.example.raced', { free: true });
    const { id } = (await offer(appId)).body as { id: string };
    const works = [
      ...Array.from({ length: 6 }, () => accept(id)),
      api(shop, shop.owner.token).delete(`/v1/apps/${appId}/transfers/${id}`),
    ];
    const statuses = (await Promise.all(works)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200 || status === 204)).toHaveLength(1);
    const events = await shop.database.query(
      `SELECT 1 FROM audit_event WHERE subject_id = $1 AND action IN ('app.transfer', 'app.withdraw-transfer')`,
      [appId],
    );
    expect(events).toHaveLength(1);
  });
});
