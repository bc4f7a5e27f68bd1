import { randomUUID } from 'node:crypto';
import { selectTerritories, setPrice } from '../support/markets';
import { aConsumer, api, aStaffMember, type Person } from '../support/people';
import { order, orderBecomes, payOnDevice, sellApp, send, type Shop, startShop } from '../support/shop';

describe('what the person behind an order has to do with it', () => {
  let shop: Shop;
  let appId: string;
  let freeId: string;
  let phoneId: string;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.context.paid');
    freeId = await sellApp(shop, 'org.context.free', { free: true });
    const staff = api(shop, (await aStaffMember(shop, 'market-manager')).token);
    const made = await staff.post('/v1/ops/devices', {
      publisherId: shop.owner.publisherId,
      slug: 'a-phone',
      category: 'device/phone',
      names: { en: { name: 'A phone', summary: 'To be sent somewhere' } },
      attributes: {},
    });
    phoneId = made.body.id as string;
    await selectTerritories(shop, phoneId, 'WORLD');
    await setPrice(shop, phoneId, 'DE', 29_900, 'EUR');
    await setPrice(shop, phoneId, 'FR', 29_900, 'EUR');
  });
  afterAll(() => shop.close());

  const nothingWritten = async (person: Person) => {
    const [row] = await shop.database.query<{ orders: number; owned: number; said: number }>(
      `SELECT (SELECT count(*)::int FROM customer_order WHERE account_id = $1::uuid) AS orders,
              (SELECT count(*)::int FROM entitlement WHERE account_id = $1::uuid) AS owned,
              (SELECT count(*)::int FROM audit_event WHERE actor_id = $1::text AND action = 'order.place') AS said`,
      [person.accountId],
    );
    expect(row).toEqual({ orders: 0, owned: 0, said: 0 });
  };
  const conflict = (...conflicts: object[]) => ({
    status: 409,
    body: { code: 'market-conflict', conflicts },
  });

  it('has apps follow the home market, paid or not', async () => {
    const bob = await aConsumer(shop, 'US');
    for (const id of [appId, freeId]) {
      const refused = await order(shop, bob, [id]);
      expect(refused).toMatchObject(
        conflict({ between: 'account', named: 'US', asked: 'DE', resolve: 'use-the-account-market' }),
      );
      expect(refused.body.reasons.map(({ code }: { code: string }) => code)).toEqual([
        'USER.ACCOUNT_MARKET_MISMATCH',
      ]);
    }
    await nothingWritten(bob);
  });

  it('has devices follow where they are sent, and nothing else: a German buys in France with an American card', async () => {
    const ada = await aConsumer(shop);
    const ask = (market: string, shipTo?: string) =>
      order(shop, ada, [phoneId], { market, ...(shipTo && { shipTo }), paymentMethod: 'pm_card_visa' });
    expect(await ask('DE')).toMatchObject(conflict({ between: 'ship-to', named: null, asked: 'DE' }));
    expect(await ask('DE', 'US')).toMatchObject(
      conflict({ between: 'ship-to', named: 'US', asked: 'DE', resolve: 'use-the-ship-to-market' }),
    );
    expect(await ask('DE', 'ZZ')).toMatchObject({ status: 404, body: { code: 'market-not-found' } });
    expect(await ask('DE', 'Germany')).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    await nothingWritten(ada);
    const placed = await ask('FR', 'FR');
    expect(placed).toMatchObject({ status: 201, body: { order: { market: 'FR', shipTo: 'FR' } } });
    const paid = await orderBecomes(shop, ada, placed.body.order.id as string, 'paid');
    expect(paid.body.shipTo).toBe('FR');
  });

  it.each(['at once', 'by /pay', 'on their own device'])(
    'does not mind where the card is of when only the devices cost something: %s',
    async (way) => {
      const ada = await aConsumer(shop);
      const paymentMethod = 'pm_card_us';
      const more = { shipTo: 'DE', ...(way === 'at once' && { paymentMethod }) };
      const placed = await order(shop, ada, [phoneId, freeId], more);
      expect(placed.status).toBe(201);
      const orderId = placed.body.order.id as string;
      if (way === 'by /pay')
        expect((await send(shop, ada, `/v1/orders/${orderId}/pay`, { paymentMethod })).status).toBe(200);
      if (way === 'on their own device') await payOnDevice(shop, placed, paymentMethod);
      await orderBecomes(shop, ada, orderId, 'paid');
      expect((await api(shop, ada.token).get('/v1/library')).body.data).toMatchObject([{ itemId: freeId }]);
    },
  );

  it('takes the money for a device that was ordered when nobody asked where to', async () => {
    const ada = await aConsumer(shop);
    const placed = await order(shop, ada, [phoneId], { shipTo: 'DE' });
    const orderId = placed.body.order.id as string;
    await shop.database.query('UPDATE customer_order SET ship_to_market = NULL WHERE id = $1', [orderId]);
    const paid = await send(shop, ada, `/v1/orders/${orderId}/pay`, { paymentMethod: 'pm_card_de' });
    expect(paid.status).toBe(200);
    await orderBecomes(shop, ada, orderId, 'paid');
  });

  it('takes a request with another address for another request', async () => {
    const [ada, key] = [await aConsumer(shop), randomUUID()];
    const more = { market: 'FR', shipTo: 'FR', key };
    expect((await order(shop, ada, [phoneId], more)).status).toBe(201);
    expect((await order(shop, ada, [phoneId], { ...more, shipTo: 'DE' })).body.code).toBe(
      'idempotency-key-mismatch',
    );
  });

  it('has apps paid for from the market of the account, or of the Union from within it', async () => {
    const ada = await aConsumer(shop);
    const refusal = conflict({
      between: 'payment',
      named: 'US',
      asked: 'DE',
      resolve: 'use-an-instrument-of-the-account-market',
    });
    expect(await order(shop, ada, [appId], { paymentMethod: 'pm_card_us' })).toMatchObject(refusal);
    await nothingWritten(ada);
    // What costs nothing is paid for with nothing.
    expect((await order(shop, ada, [freeId], { paymentMethod: 'pm_card_us' })).status).toBe(201);
    const placed = await order(shop, ada, [appId]);
    const orderId = placed.body.order.id as string;
    const pay = (paymentMethod: string) => send(shop, ada, `/v1/orders/${orderId}/pay`, { paymentMethod });
    expect(await pay('pm_card_us')).toMatchObject(refusal);
    expect(await pay('pm_of_nobody')).toMatchObject({
      status: 422,
      body: { code: 'payment-method-unknown' },
    });
    expect((await pay('pm_card_fr')).body.payment.status).toBe('succeeded');
    await orderBecomes(shop, ada, orderId, 'paid');
  });

  it('sends the money back that a customer’s own device paid with another card', async () => {
    const ada = await aConsumer(shop);
    const placed = await order(shop, ada, [appId]);
    await payOnDevice(shop, placed, 'pm_card_us');
    const returned = await orderBecomes(shop, ada, placed.body.order.id as string, 'refunded');
    expect(returned.body).toMatchObject({ failure: { code: 'market-conflict' }, refunded: { amount: 499 } });
    expect((await api(shop, ada.token).get('/v1/library')).body.data).toEqual([]);
  });

  describe('who moves after ordering', () => {
    const moved = async (person: Person, homeMarket: string) =>
      expect((await api(shop, person.token).patch('/v1/me', { homeMarket })).status).toBe(200);

    it('does not pay for a cheaper market with a card of where they live', async () => {
      const bob = await aConsumer(shop, 'US');
      await moved(bob, 'DE');
      const placed = await order(shop, bob, [appId]);
      await moved(bob, 'US');
      const orderId = placed.body.order.id as string;
      const paid = await send(shop, bob, `/v1/orders/${orderId}/pay`, { paymentMethod: 'pm_card_us' });
      expect(paid).toMatchObject(conflict({ between: 'payment', named: 'US', asked: 'DE' }));
      await payOnDevice(shop, placed, 'pm_card_us');
      const returned = await orderBecomes(shop, bob, orderId, 'refunded');
      expect(returned.body.failure.code).toBe('market-conflict');
    });

    it.each(['/pay', 'their own device'])('still pays as they could before, by %s', async (way) => {
      const ada = await aConsumer(shop);
      const placed = await order(shop, ada, [appId]);
      const orderId = placed.body.order.id as string;
      await moved(ada, 'US');
      const paymentMethod = 'pm_card_fr';
      if (way === '/pay')
        expect(await send(shop, ada, `/v1/orders/${orderId}/pay`, { paymentMethod })).toMatchObject({
          status: 200,
        });
      else await payOnDevice(shop, placed, paymentMethod);
      await orderBecomes(shop, ada, orderId, 'paid');
    });
  });

  it('sells no app to a device that runs none of it, where one is named', async () => {
    const ada = await aConsumer(shop);
    const refused = await order(shop, ada, [freeId], { device: { sdk: 1 } });
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'device-not-compatible',
        reasons: [{ code: 'TECH.DEVICE_INCOMPATIBLE', itemId: freeId }],
      },
    });
    await nothingWritten(ada);
    expect((await order(shop, ada, [freeId], { device: { sdk: 35 } })).status).toBe(201);
  });

  it('says all that speaks against an order at once', async () => {
    const bob = await aConsumer(shop, 'US');
    const refused = await order(shop, bob, [appId, phoneId], {
      shipTo: 'FR',
      device: { sdk: 1 },
      paymentMethod: 'pm_card_jp',
    });
    expect(refused.status).toBe(409);
    const between = refused.body.conflicts.map((one: { between: string }) => one.between);
    expect(between.sort()).toEqual(['account', 'payment', 'ship-to']);
    const codes = refused.body.reasons.map(({ code }: { code: string }) => code);
    expect(codes).toContain('TECH.DEVICE_INCOMPATIBLE');
    await nothingWritten(bob);
  });
});
