import { randomUUID } from 'node:crypto';
import { aConsumer, aStaffMember, api } from '../support/people';
import { buy, sellApp, send, type Shop, startShop } from '../support/shop';

describe('refunds over HTTP', () => {
  let shop: Shop;
  let appId: string;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.refund.app');
  });
  afterAll(() => shop.close());

  it('return the money and the app, and answer a repeated request alike', async () => {
    const ada = await aConsumer(shop);
    const [orderId, key] = [await buy(shop, ada, appId), randomUUID()];
    const path = `/v1/orders/${orderId}/refund`;
    const answer = await send(shop, ada, path, { reason: 'not my game' }, key);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        status: 'refunded',
        refunded: { amount: 499, currency: 'EUR' },
        refunds: [{ status: 'succeeded', reason: 'not my game' }],
      },
    });
    const again = await send(shop, ada, path, { reason: 'not my game' }, key);
    expect([again.status, again.body]).toEqual([201, answer.body]);
    const anew = await send(shop, ada, path, {});
    expect(anew.body).toMatchObject({ status: 409, code: 'refund-exceeds-payment' });
    expect((await api(shop, ada.token).get('/v1/library')).body.data).toEqual([]);
    expect((await api(shop, ada.token).get('/v1/library/org.refund.app/download')).status).toBe(404);
  });

  it('fifty at once: one wins', async () => {
    const ada = await aConsumer(shop);
    const orderId = await buy(shop, ada, appId);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send(shop, ada, `/v1/orders/${orderId}/refund`, {})),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const losers = answers.filter(({ status }) => status !== 201);
    expect(new Set(losers.map(({ body }) => body.code))).toEqual(new Set(['refund-exceeds-payment']));
  });

  it('by the staff may be of a part, of any order; by others of their own', async () => {
    const [ada, eve] = [await aConsumer(shop), await aConsumer(shop)];
    const orderId = await buy(shop, ada, appId);
    const [own, ops] = [`/v1/orders/${orderId}/refund`, `/v1/ops/orders/${orderId}/refund`];
    expect((await send(shop, eve, own, {})).body).toMatchObject({ status: 404, code: 'order-not-found' });
    expect((await send(shop, eve, ops, { reason: 'mine' })).status).toBe(403);
    const support = await aStaffMember(shop, 'support');
    const part = await send(shop, support, ops, { reason: 'partly broken', amount: 200 });
    expect(part).toMatchObject({
      status: 201,
      body: { status: 'partially-refunded', refunded: { amount: 200 } },
    });
    const much = await send(shop, support, ops, { reason: 'greedy', amount: 300 });
    expect(much.body).toMatchObject({ status: 409, code: 'refund-exceeds-payment' });
    expect((await send(shop, support, ops, { amount: 10 })).status).toBe(400);
    const rest = await send(shop, support, ops, { reason: 'all of it' });
    expect(rest.body).toMatchObject({ status: 'refunded', refunded: { amount: 499 } });
    const seen = await api(shop, support.token).get(`/v1/ops/orders/${orderId}`);
    expect(seen.body.refunds).toHaveLength(2);
  });
});
