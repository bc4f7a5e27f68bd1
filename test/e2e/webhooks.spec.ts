import Stripe from 'stripe';
import { aConsumer, api } from '../support/people';
import { order, orderBecomes, sellApp, send, type Shop, startShop } from '../support/shop';

describe('what Stripe calls', () => {
  let shop: Shop;
  let appId: string;
  let stripe: Stripe;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.hook.app');
    stripe = new Stripe(shop.stripe.secretKey, {
      host: '127.0.0.1',
      port: shop.stripe.port,
      protocol: 'http',
    });
  });
  afterAll(() => shop.close());
  beforeEach(() => shop.stripe.control.clearFaults());

  const post = (body: string | Uint8Array, headers: Record<string, string>) =>
    api(shop).call('POST', '/v1/webhooks/stripe', {
      raw: body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const sign = (payload: string, secret = shop.stripe.webhookSecret, timestamp?: number) =>
    stripe.webhooks.generateTestHeaderString({
      payload,
      secret,
      ...(timestamp === undefined ? {} : { timestamp }),
    });
  const inboxSize = async () => {
    const [row] = await shop.database.query<{ n: number }>('SELECT count(*)::int AS n FROM inbox_event');
    return row?.n;
  };

  it('checks the signature before it looks at the body, and keeps nothing that is not signed', async () => {
    const before = await inboxSize();
    const event = JSON.stringify({
      id: 'evt_forged',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object: {} },
    });
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    const forgeries: [string, Record<string, string>][] = [
      [event, {}],
      [event, { 'stripe-signature': 'nonsense' }],
      [event, { 'stripe-signature': sign(event, 'whsec_of_somebody_else') }],
      [`${event} `, { 'stripe-signature': sign(event) }],
      [event, { 'stripe-signature': sign(event, undefined, old) }],
      ['{ not json', { 'stripe-signature': 't=1,v1=00' }],
      ['', { 'stripe-signature': sign(event) }],
    ];
    for (const [body, headers] of forgeries)
      expect((await post(body, headers)).body).toMatchObject({ status: 400, code: 'signature-invalid' });
    expect(await inboxSize()).toBe(before);
  });

  it('stores what is signed once, and knows what it cannot use', async () => {
    const object = { id: 'pi_of_nobody', object: 'payment_intent' };
    const event = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'payment_intent.succeeded',
      data: { object },
    });
    const headers = { 'stripe-signature': sign(event) };
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(event, headers)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const outcome = async () =>
      (
        await shop.database.query<{ outcome: string | null }>(
          `SELECT outcome FROM inbox_event WHERE external_id = 'evt_1'`,
        )
      ).map((row) => row.outcome);
    for (let i = 0; i < 100 && (await outcome())[0] === null; i++)
      await new Promise((done) => setTimeout(done, 25));
    expect(await outcome()).toEqual(['object-unknown-to-provider']);
  });

  it('fulfils in spite of events that come twice, late and in the wrong order', async () => {
    const ada = await aConsumer(shop);
    const faults = ['duplicate-webhook', 'reorder-webhook', 'drop-webhook'] as const;
    shop.stripe.control.addFault({ kind: faults[1], match: { eventType: 'payment_intent.created' } });
    shop.stripe.control.addFault({ kind: faults[0], match: { eventType: 'payment_intent.succeeded' } });
    shop.stripe.control.addFault({ kind: faults[2], match: { eventType: 'charge.succeeded' } });
    const placed = await order(shop, ada, [appId], { paymentMethod: 'pm_card_de' });
    const orderId = placed.body.order.id as string;
    await orderBecomes(shop, ada, orderId, 'paid');
    await shop.stripe.control.deliveriesSettled();
    expect(
      shop.stripe.control
        .faults()
        .struck.map(({ fault }) => fault.kind)
        .sort(),
    ).toEqual([...faults].sort());
    expect((await api(shop, ada.token).get('/v1/library')).body.data).toHaveLength(1);
  });

  it('takes an event that arrives before the provider’s own answer', async () => {
    const ada = await aConsumer(shop);
    shop.stripe.control.addFault({
      kind: 'deliver-before-response',
      match: { method: 'POST', path: '/v1/payment_intents' },
    });
    const placed = await order(shop, ada, [appId]);
    expect(placed.status).toBe(201);
    const orderId = placed.body.order.id as string;
    shop.stripe.control.addFault({
      kind: 'deliver-before-response',
      match: { path: '/v1/payment_intents/*' },
    });
    await send(shop, ada, `/v1/orders/${orderId}/pay`, { paymentMethod: 'pm_card_de' });
    await orderBecomes(shop, ada, orderId, 'paid');
  });

  it('goes on after a connection that broke when the payment had been made', async () => {
    const ada = await aConsumer(shop);
    for (const path of ['/v1/payment_intents', '/v1/payment_intents/*'])
      shop.stripe.control.addFault({ kind: 'reset-after-apply', match: { method: 'POST', path } });
    const placed = await order(shop, ada, [appId], { paymentMethod: 'pm_card_de' });
    expect(placed.status).toBe(201);
    const orderId = placed.body.order.id as string;
    await orderBecomes(shop, ada, orderId, 'paid');
    const { data } = await stripe.paymentIntents.search({ query: `metadata['order_id']:'${orderId}'` });
    expect(data).toHaveLength(1);
  });
});
