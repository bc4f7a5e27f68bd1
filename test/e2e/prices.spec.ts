import { CreateDevice } from '@portolan/catalog';
import { aMember, aPublisherOwner, aStaffMember, api } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';
import { someone } from '../support/publishing';

describe('prices over HTTP', () => {
  let shop: Shop;
  let appId: string;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.price.app');
  });
  afterAll(() => shop.close());

  const eur = (market: string, amount: number) => ({ market, amount, currency: 'EUR' });

  it('are set, listed and ended by the finance people of the publisher', async () => {
    const finance = api(shop, (await aMember(shop, shop.owner, 'finance')).token);
    const path = `/v1/apps/${appId}/prices`;
    const put = await finance.put(path, {
      prices: [eur('FR', 599), { ...eur('DE', 399), taxInclusive: false }],
    });
    expect(put.status).toBe(200);
    expect(put.body.data).toMatchObject([eur('FR', 599), { ...eur('DE', 399), taxInclusive: false }]);
    const list = await finance.get(path);
    expect(list.body.data).toMatchObject([eur('DE', 399), eur('FR', 599)]);
    const history = await finance.get(`${path}?history=true&market=DE`);
    expect(history.body.data).toMatchObject([eur('DE', 399), eur('DE', 499)]);
    expect(history.body.data[1].validUntil).toBe(history.body.data[0].validFrom);
    expect((await finance.delete(`${path}/FR`)).status).toBe(204);
    expect((await finance.delete(`${path}/FR`)).body).toMatchObject({ status: 404, code: 'price-not-found' });
    const page = await api(shop).get('/v1/storefront/DE/apps/org.price.app');
    expect(page.body.price).toMatchObject({ amount: 399, currency: 'EUR' });
  });

  it('say precisely what is wrong, and change nothing then', async () => {
    const owner = api(shop, shop.owner.token);
    const path = `/v1/apps/${appId}/prices`;
    const before = (await owner.get(path)).body;
    const answer = await owner.put(path, { prices: [eur('FR', 799), eur('US', 799), eur('DE', 3)] });
    expect(answer).toMatchObject({ status: 422, body: { code: 'prices-invalid' } });
    expect(
      answer.body.errors.map((one: { pointer: string; code: string }) => [one.pointer, one.code]),
    ).toEqual([
      ['/prices/1/currency', 'currency-not-tender'],
      ['/prices/2/amount', 'price-below-minimum'],
    ]);
    for (const body of [
      {},
      { prices: [] },
      { prices: [{ ...eur('DE', 1.5) }] },
      { prices: [eur('DE', 499)], x: 1 },
    ])
      expect((await owner.put(path, body)).status).toBe(400);
    expect((await owner.get(path)).body).toEqual(before);
  });

  it('are nobody else’s business', async () => {
    const path = `/v1/apps/${appId}/prices`;
    const body = { prices: [eur('DE', 99)] };
    const viewer = await aMember(shop, shop.owner, 'viewer');
    const rival = await aPublisherOwner(shop, 'A Rival');
    expect((await api(shop).put(path, body)).status).toBe(401);
    expect((await api(shop, viewer.token).put(path, body)).status).toBe(403);
    expect((await api(shop, viewer.token).get(path)).status).toBe(200);
    expect((await api(shop, rival.token).put(path, body)).status).toBe(404);
  });

  it('of devices are set by the store’s staff, and only of devices', async () => {
    const staff = api(shop, (await aStaffMember(shop, 'market-manager')).token);
    const deviceId = await aDevice(shop);
    const prices = [eur('DE', 69_900), { market: 'US', amount: 64_900, currency: 'USD' }];
    const put = await staff.put(`/v1/ops/devices/${deviceId}/prices`, { prices });
    expect([put.status, put.body.data]).toMatchObject([200, prices]);
    expect((await staff.put(`/v1/ops/devices/${appId}/prices`, { prices })).body.code).toBe(
      'device-not-found',
    );
    const support = api(shop, (await aStaffMember(shop, 'support')).token);
    expect((await support.put(`/v1/ops/devices/${deviceId}/prices`, { prices })).status).toBe(403);
    expect((await support.get(`/v1/ops/devices/${deviceId}/prices`)).body.data).toHaveLength(2);
  });
});

async function aDevice(shop: Shop): Promise<string> {
  const device = await shop.app.get(CreateDevice).execute({
    publisherId: shop.owner.publisherId,
    slug: 'lantern-one',
    category: 'device/phone',
    names: { en: { name: 'Lantern One', summary: 'A phone.' } },
    attributes: {},
    actor: someone('market-manager'),
  });
  return device.id;
}
