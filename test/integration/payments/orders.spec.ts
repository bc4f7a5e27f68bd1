import { PayOrder, SweepPayments } from '@portolan/payments';
import { PullKillSwitch, SetItemFacts } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import {
  aBuyer,
  anAmerican,
  anItem,
  deliver,
  owns,
  type PaymentsApp,
  paymentIdOf,
  place,
  read,
  settled,
  startPayments,
} from './support';

describe('orders', () => {
  let app: PaymentsApp;
  const legal = aBuyer('legal');
  beforeAll(async () => {
    app = await startPayments({ jobs: true });
  });
  afterAll(() => app.close());
  beforeEach(() => app.sandbox.control.clearFaults());
  afterEach(() => app.clock.release());

  const kill = (itemId: string, markets = 'DE') =>
    app.module
      .get(PullKillSwitch)
      .execute({ target: { itemId }, markets, retention: 'full', reason: 'test', actor: legal });
  const pay = (orderId: string, actor: ReturnType<typeof aBuyer>, paymentMethod: string) =>
    app.module.get(PayOrder).execute({ actor, orderId, paymentMethod, idempotencyKey: randomUUID() });

  it('waits for the money, grants once it is there, and grants no earlier', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order, payment } = await place(app, buyer, [item]);
    expect(order).toMatchObject({ status: 'awaiting-payment', total: { amount: 499, currency: 'EUR' } });
    expect(payment).toMatchObject({
      status: 'requires_payment_method',
      publishableKey: 'pk_test_portolan_sandbox',
    });
    const paid = await pay(order.id, buyer, 'pm_card_de');
    expect(paid.payment?.status).toBe('succeeded');
    expect(await owns(app, buyer)).toEqual([]);
    await deliver(app, await paymentIdOf(app, order.id));
    expect(await read(app, order.id)).toMatchObject({ status: 'paid' });
    expect(await owns(app, buyer)).toEqual([item]);
  });

  it('goes through 3-D Secure', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order, payment } = await place(app, buyer, [item], {
      paymentMethod: 'pm_card_authenticationRequired',
    });
    expect(payment).toMatchObject({ status: 'requires_action' });
    expect(payment?.nextActionUrl).toContain('/sandbox/3ds/');
    const paymentId = await paymentIdOf(app, order.id);
    app.sandbox.control.complete3ds(paymentId);
    await deliver(app, paymentId);
    expect((await read(app, order.id)).status).toBe('paid');
  });

  it('words a decline, keeps the order open, and takes another card', async () => {
    const [buyer, item] = [anAmerican(app), await anItem(app)];
    const { order } = await place(app, buyer, [item]);
    await expect(pay(order.id, buyer, 'pm_card_chargeDeclinedInsufficientFunds')).rejects.toMatchObject({
      kind: 'payment-failed',
      code: 'payment-failed',
      extra: { declineCode: 'insufficient_funds', orderId: order.id },
    });
    await deliver(app, await paymentIdOf(app, order.id));
    expect(await read(app, order.id)).toMatchObject({
      status: 'awaiting-payment',
      failure: { code: 'card_declined' },
    });
    await pay(order.id, buyer, 'pm_card_us');
    await deliver(app, await paymentIdOf(app, order.id));
    expect(await read(app, order.id)).toMatchObject({ status: 'paid', failure: null });
    await expect(pay(order.id, buyer, 'pm_card_us')).rejects.toMatchObject({ code: 'order-not-payable' });
    await expect(pay(order.id, buyer, 'pm_nobody')).rejects.toMatchObject({ code: 'order-not-payable' });
  });

  it('gives a free app at once, and nothing that is owned twice', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app, { free: true })];
    const { order, payment } = await place(app, buyer, [item]);
    expect([order.status, order.total.amount, payment]).toEqual(['paid', 0, null]);
    expect(await owns(app, buyer)).toEqual([item]);
    await expect(place(app, buyer, [item])).rejects.toMatchObject({
      code: 'already-owned',
      extra: { itemIds: [item] },
    });
  });

  it('sums apps and devices in one currency, and owns only the apps', async () => {
    const buyer = aBuyer();
    const [a, free] = [await anItem(app), await anItem(app, { free: true })];
    const device = await anItem(app, {
      kind: 'device',
      prices: [{ market: 'DE', amount: 69_900, currency: 'EUR' }],
    });
    const { order } = await place(app, buyer, [a, device, free], {
      shipTo: 'DE',
      paymentMethod: 'pm_card_de',
    });
    expect(order.total.amount).toBe(70_399);
    await deliver(app, await paymentIdOf(app, order.id));
    expect(await owns(app, buyer)).toEqual([a, free].sort());
  });

  it('refuses another market than the home market for apps, not for devices', async () => {
    const buyer = aBuyer();
    app.buyers.homes.set(buyer.accountId, 'FR');
    const conflicts = [{ between: 'account', named: 'FR', asked: 'DE', resolve: 'use-the-account-market' }];
    await expect(place(app, buyer, [await anItem(app)], { market: 'DE' })).rejects.toMatchObject({
      kind: 'conflict',
      code: 'market-conflict',
      extra: { conflicts },
    });
    const device = await anItem(app, { kind: 'device' });
    expect((await place(app, buyer, [device], { market: 'DE', shipTo: 'DE' })).order.status).toBe(
      'awaiting-payment',
    );
  });

  it('refuses what may not be had, each in its own way, and leaves no order behind', async () => {
    const buyer = aBuyer();
    const [blocked, hidden] = [await anItem(app), await anItem(app)];
    await kill(blocked);
    await app.module.get(SetItemFacts).execute({ itemId: hidden, published: false });
    await expect(place(app, buyer, [blocked])).rejects.toMatchObject({ kind: 'legal' });
    await expect(place(app, buyer, [hidden])).rejects.toMatchObject({ code: 'item-not-found' });
    await expect(place(app, buyer, [randomUUID()])).rejects.toMatchObject({ code: 'item-not-found' });
    await expect(place(app, buyer, [blocked], { market: 'ZZ' })).rejects.toMatchObject({
      code: 'market-not-found',
    });
    const pricelessInFrance = await anItem(app);
    app.buyers.homes.set(buyer.accountId, 'FR');
    await expect(place(app, buyer, [pricelessInFrance], { market: 'FR' })).rejects.toMatchObject({
      code: 'market-unavailable',
    });
    const [row] = await app.database.query(
      'SELECT count(*)::int AS n FROM customer_order WHERE account_id = $1',
      [buyer.accountId],
    );
    expect(row).toEqual({ n: 0 });
  });

  it('takes the same key for the same basket only', async () => {
    const [buyer, a, b] = [aBuyer(), await anItem(app), await anItem(app)];
    const idempotencyKey = 'basket-1';
    const first = await place(app, buyer, [a, b], { idempotencyKey });
    const again = await place(app, buyer, [b, a], { idempotencyKey });
    expect(again.order.id).toBe(first.order.id);
    expect(again.payment?.clientSecret).toBe(first.payment?.clientSecret);
    await expect(place(app, buyer, [a], { idempotencyKey })).rejects.toMatchObject({
      code: 'idempotency-key-mismatch',
    });
  });

  it('sends the money back when the kill switch came while the customer was at the bank', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order } = await place(app, buyer, [item], { paymentMethod: 'pm_card_authenticationRequired' });
    const paymentId = await paymentIdOf(app, order.id);
    await kill(item);
    app.sandbox.control.complete3ds(paymentId);
    await deliver(app, paymentId);
    expect(await read(app, order.id)).toMatchObject({
      status: 'refunded',
      failure: { code: 'unavailable-at-payment' },
      refunds: [{ status: 'succeeded', reason: 'unavailable-at-payment', amount: { amount: 499 } }],
    });
    expect(await owns(app, buyer)).toEqual([]);
    const intent = await app.stripe.paymentIntents.retrieve(paymentId, { expand: ['latest_charge'] });
    expect(intent.latest_charge).toMatchObject({ amount_refunded: 499, refunded: true });
    await expect(pay(order.id, buyer, 'pm_card_de')).rejects.toMatchObject({ code: 'order-not-payable' });
  });

  it('charges no card for what is known to be blocked', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order } = await place(app, buyer, [item]);
    await kill(item);
    await expect(pay(order.id, buyer, 'pm_card_de')).rejects.toMatchObject({ kind: 'legal' });
  });

  it('grants nothing for another amount than the order says, and reports it', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order } = await place(app, buyer, [item]);
    const paymentId = await paymentIdOf(app, order.id);
    await app.stripe.paymentIntents.update(paymentId, { amount: 50 });
    await pay(order.id, buyer, 'pm_card_de');
    await deliver(app, paymentId);
    expect(await read(app, order.id)).toMatchObject({
      status: 'failed',
      failure: { code: 'amount-mismatch' },
    });
    expect(await owns(app, buyer)).toEqual([]);
  });

  it('finds the payment whose answer was lost, and makes no second one', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    app.sandbox.control.addFault({
      kind: 'server-error',
      effect: true,
      match: { method: 'POST', path: '/v1/payment_intents' },
    });
    const { order } = await place(app, buyer, [item]);
    expect(order.status).toBe('awaiting-payment');
    const { data } = await app.stripe.paymentIntents.search({ query: `metadata['order_id']:'${order.id}'` });
    expect(data).toHaveLength(1);
  });

  it('says when the provider is busy', async () => {
    app.sandbox.control.addFault({ kind: 'rate-limit', times: 3, match: { path: '/v1/payment_intents' } });
    const [buyer, item, idempotencyKey] = [aBuyer(), await anItem(app), randomUUID()];
    await expect(place(app, buyer, [item], { idempotencyKey })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'payment-provider-busy',
    });
    app.sandbox.control.clearFaults();
    // The same key goes on with the same order.
    const again = await place(app, buyer, [item], { idempotencyKey });
    expect([again.order.id, again.order.status]).toEqual([await onlyOrderOf(buyer), 'awaiting-payment']);
  });

  const onlyOrderOf = async (buyer: ReturnType<typeof aBuyer>): Promise<string> => {
    const rows = await app.database.query<{ id: string }>(
      'SELECT id FROM customer_order WHERE account_id = $1',
      [buyer.accountId],
    );
    expect(rows).toHaveLength(1);
    return rows[0]?.id ?? '';
  };

  describe('the sweeper', () => {
    const sweep = async (minutesLater: number) => {
      app.clock.advance(minutesLater * 60_000);
      await app.module.get(SweepPayments).handle();
      await settled(app);
    };

    it('heals an order that broke off before the provider was asked', async () => {
      const [buyer, item] = [aBuyer(), await anItem(app)];
      app.sandbox.control.addFault({
        kind: 'server-error',
        effect: false,
        times: 3,
        match: { method: 'POST', path: '/v1/payment_intents' },
      });
      await expect(place(app, buyer, [item])).rejects.toMatchObject({ code: 'payment-provider-failed' });
      const orderId = await onlyOrderOf(buyer);
      expect((await read(app, orderId)).status).toBe('pending');
      app.sandbox.control.clearFaults();
      await sweep(3);
      expect((await read(app, orderId)).status).toBe('awaiting-payment');
    });

    it('fulfils what was paid although no event ever came', async () => {
      const [buyer, item] = [aBuyer(), await anItem(app)];
      const { order } = await place(app, buyer, [item], { paymentMethod: 'pm_card_de' });
      await sweep(3);
      expect((await read(app, order.id)).status).toBe('paid');
      expect(await owns(app, buyer)).toEqual([item]);
    });

    it('ends what nobody pays for, at the provider too', async () => {
      const [buyer, item] = [aBuyer(), await anItem(app)];
      const { order } = await place(app, buyer, [item]);
      await sweep(61);
      expect(await read(app, order.id)).toMatchObject({
        status: 'expired',
        failure: { code: 'order-expired' },
      });
      const intent = await app.stripe.paymentIntents.retrieve(await paymentIdOf(app, order.id));
      expect(intent.status).toBe('canceled');
      await expect(pay(order.id, buyer, 'pm_card_de')).rejects.toMatchObject({ code: 'order-not-payable' });
    });
  });
});
