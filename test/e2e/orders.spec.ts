import { PullKillSwitch } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { setPrice } from '../support/markets';
import { aConsumer, api } from '../support/people';
import { someone } from '../support/publishing';
import { buy, order, orderBecomes, payOnDevice, sellApp, send, type Shop, startShop } from '../support/shop';

describe('orders over HTTP', () => {
  let shop: Shop;
  let appId: string;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.order.app', { territories: 'WORLD - US' });
  });
  afterAll(() => shop.close());

  it('buys with a card that needs 3-D Secure: order, challenge, webhook, ownership', async () => {
    const ada = await aConsumer(shop);
    const placed = await order(shop, ada, [appId]);
    expect(placed).toMatchObject({
      status: 201,
      body: {
        order: {
          status: 'awaiting-payment',
          total: { amount: 499, currency: 'EUR' },
          items: [{ itemId: appId }],
        },
        payment: { status: 'requires_payment_method', nextActionUrl: null },
      },
    });
    const orderId = placed.body.order.id as string;
    const tried = await send(shop, ada, `/v1/orders/${orderId}/pay`, {
      paymentMethod: 'pm_card_authenticationRequired',
    });
    expect(tried).toMatchObject({ status: 200, body: { payment: { status: 'requires_action' } } });
    const challenge = tried.body.payment.nextActionUrl as string;
    expect(challenge.startsWith(shop.stripe.url)).toBe(true);
    const paymentId = (tried.body.payment.clientSecret as string).split('_secret_')[0] ?? '';
    shop.stripe.control.complete3ds(paymentId);
    const paid = await orderBecomes(shop, ada, orderId, 'paid');
    expect(paid.body.fulfilledAt).not.toBeNull();
    const library = await api(shop, ada.token).get('/v1/library');
    expect(library.body.data).toMatchObject([
      { itemId: appId, orderId, packageName: 'org.order.app', status: 'active' },
    ]);
  });

  it('lets the customer’s own device confirm at the provider, with the client secret', async () => {
    const ada = await aConsumer(shop);
    const placed = await order(shop, ada, [appId]);
    await payOnDevice(shop, placed, 'pm_card_de');
    await orderBecomes(shop, ada, placed.body.order.id as string, 'paid');
  });

  it('answers a repeated request alike, and another request with the same key not at all', async () => {
    const [ada, key] = [await aConsumer(shop), randomUUID()];
    const first = await order(shop, ada, [appId], { key });
    const again = await order(shop, ada, [appId], { key });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await order(shop, ada, [randomUUID()], { key });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-mismatch' } });
    const none = await api(shop, ada.token).post('/v1/orders', { market: 'DE', items: [{ itemId: appId }] });
    expect(none).toMatchObject({ status: 400, body: { code: 'idempotency-key-missing' } });
    const odd = await order(shop, ada, [appId], { key: 'with space' });
    expect(odd).toMatchObject({ status: 400, body: { code: 'idempotency-key-invalid' } });
  });

  it('fifty requests with one key: one order', async () => {
    const [ada, key] = [await aConsumer(shop), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 50 }, () => order(shop, ada, [appId], { key })));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.order.id as string);
    expect(new Set(ids).size).toBe(1);
    const list = await api(shop, ada.token).get('/v1/orders');
    expect(list.body.data).toHaveLength(1);
  });

  it('words each refusal as the table says', async () => {
    const [ada, american] = [await aConsumer(shop), await aConsumer(shop, 'US')];
    const offered = await order(shop, american, [appId], { market: 'US' });
    expect(offered).toMatchObject({ status: 403, body: { code: 'market-unavailable' } });
    expect(offered.body.reasons.map(({ code }: { code: string }) => code)).toContain(
      'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER',
    );
    const elsewhere = await order(shop, american, [appId]);
    expect(elsewhere).toMatchObject({
      status: 409,
      body: { code: 'market-conflict', conflicts: [{ named: 'US', asked: 'DE' }] },
    });
    const everywhere = await sellApp(shop, 'org.order.everywhere');
    await setPrice(shop, everywhere, 'US', 499, 'USD');
    const declined = await order(shop, american, [everywhere], {
      market: 'US',
      paymentMethod: 'pm_card_chargeDeclined',
    });
    expect(declined).toMatchObject({
      status: 402,
      body: { code: 'payment-failed', declineCode: 'generic_decline' },
    });
    const nobody = await order(shop, ada, [appId], { paymentMethod: 'pm_of_nobody' });
    expect(nobody).toMatchObject({ status: 422, body: { code: 'payment-method-unknown' } });
    expect((await order(shop, ada, [randomUUID()])).body).toMatchObject({
      status: 404,
      code: 'item-not-found',
    });
    expect((await order(shop, ada, [appId], { market: 'ZZ' })).body).toMatchObject({
      code: 'market-not-found',
    });
    await buy(shop, ada, appId);
    expect((await order(shop, ada, [appId])).body).toMatchObject({ status: 409, code: 'already-owned' });
  });

  it('refuses with 451 after the kill switch, before and after the order', async () => {
    const ada = await aConsumer(shop);
    const doomed = await sellApp(shop, 'org.order.doomed');
    const { body } = await order(shop, ada, [doomed]);
    await shop.app.get(PullKillSwitch).execute({
      target: { itemId: doomed },
      markets: 'DE',
      retention: 'full',
      reason: 'court',
      actor: someone('legal'),
    });
    const refused = await order(shop, ada, [doomed]);
    expect(refused).toMatchObject({ status: 451, body: { code: 'unavailable-for-legal-reasons' } });
    expect(refused.headers.get('link')).toContain('rel="blocked-by"');
    expect(refused.headers.get('cache-control')).toBe('private, no-store');
    const late = await send(shop, ada, `/v1/orders/${body.order.id as string}/pay`, {
      paymentMethod: 'pm_card_de',
    });
    expect(late.status).toBe(451);
  });

  it('shows people their own orders only, a page at a time', async () => {
    const [ada, eve] = [await aConsumer(shop), await aConsumer(shop)];
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await order(shop, ada, [appId])).body.order.id as string);
    const first = await api(shop, ada.token).get('/v1/orders?limit=2');
    const second = await api(shop, ada.token).get(
      `/v1/orders?limit=2&cursor=${first.body.nextCursor as string}`,
    );
    const listed = [...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id);
    expect([listed, second.body.nextCursor]).toEqual([[...ids].reverse(), null]);
    expect((await api(shop, eve.token).get('/v1/orders')).body.data).toEqual([]);
    for (const path of [ids[0] ?? '', randomUUID()].map((id) => `/v1/orders/${id}`))
      expect((await api(shop, eve.token).get(path)).body).toMatchObject({
        status: 404,
        code: 'order-not-found',
      });
    const pay = await send(shop, eve, `/v1/orders/${ids[0] ?? ''}/pay`, { paymentMethod: 'pm_card_de' });
    expect(pay.body).toMatchObject({ status: 404, code: 'order-not-found' });
  });
});
