import { PayOrder, ReceiveStripeEvent, RefundOrder } from '@portolan/payments';
import { PullKillSwitch } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import {
  aBuyer,
  anItem,
  aPaidOrder,
  deliver,
  owns,
  type PaymentsApp,
  paymentIdOf,
  place,
  read,
  settled,
  signedEvents,
  startPayments,
} from './support';

const FIFTY = Array.from({ length: 50 }, (_, i) => i);

describe('fifty at once', () => {
  let app: PaymentsApp;
  beforeAll(async () => {
    app = await startPayments({ jobs: true });
  });
  afterAll(() => app.close());

  const count = async (sql: string, value: string): Promise<number> => {
    const [row] = await app.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, [value]);
    return row?.n ?? -1;
  };

  it('purchases with one key are one order and one payment', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const idempotencyKey = randomUUID();
    const placed = await Promise.all(FIFTY.map(() => place(app, buyer, [item], { idempotencyKey })));
    expect(new Set(placed.map(({ order }) => order.id)).size).toBe(1);
    expect(new Set(placed.map(({ payment }) => payment?.clientSecret)).size).toBe(1);
    expect(await count('customer_order WHERE account_id = $1', buyer.accountId)).toBe(1);
    const { data } = await app.stripe.paymentIntents.search({
      query: `metadata['order_id']:'${placed[0]?.order.id ?? ''}'`,
    });
    expect(data).toHaveLength(1);
  });

  it('free purchases with different keys are owned once', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app, { free: true })];
    const results = await Promise.allSettled(FIFTY.map(() => place(app, buyer, [item])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['already-owned']));
    expect(await count('customer_order WHERE account_id = $1', buyer.accountId)).toBe(1);
  });

  it('payments of one order are one charge', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order } = await place(app, buyer, [item]);
    await Promise.allSettled(
      FIFTY.map(() =>
        app.module.get(PayOrder).execute({
          actor: buyer,
          orderId: order.id,
          paymentMethod: 'pm_card_de',
          idempotencyKey: randomUUID(),
        }),
      ),
    );
    const charges = await app.stripe.charges.list({ payment_intent: await paymentIdOf(app, order.id) });
    expect(charges.data.filter(({ paid }) => paid)).toHaveLength(1);
  });

  it('deliveries of the same event, and of every other event of the payment, grant once', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const { order } = await place(app, buyer, [item], { paymentMethod: 'pm_card_de' });
    const events = await signedEvents(app, await paymentIdOf(app, order.id));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']),
    );
    const shuffled = FIFTY.flatMap((i) => (i % 2 === 0 ? events : [...events].reverse()));
    await Promise.all(shuffled.map((event) => app.module.get(ReceiveStripeEvent).execute(event)));
    await settled(app);
    expect((await read(app, order.id)).status).toBe('paid');
    expect(await owns(app, buyer)).toEqual([item]);
    expect(await count('entitlement WHERE account_id = $1', buyer.accountId)).toBe(1);
    expect(await count(`audit_event WHERE action = 'order.fulfil' AND subject_id = $1`, order.id)).toBe(1);
    expect(await count('inbox_event WHERE payment_id = $1', await paymentIdOf(app, order.id))).toBe(
      events.length,
    );
  });

  it('full refunds with different keys: one wins, and the money goes back once', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    const refund = (idempotencyKey: string) =>
      app.module.get(RefundOrder).execute({
        orderId,
        actor: buyer,
        as: 'consumer',
        amount: null,
        reason: 'changed my mind',
        idempotencyKey,
      });
    const results = await Promise.allSettled(FIFTY.map((i) => refund(`key-${i}`)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['refund-exceeds-payment']));
    expect(await read(app, orderId)).toMatchObject({ status: 'refunded', refunded: { amount: 499 } });
    expect(await owns(app, buyer)).toEqual([]);
    const { data } = await app.stripe.refunds.list({ payment_intent: await paymentIdOf(app, orderId) });
    expect(data.map(({ amount }) => amount)).toEqual([499]);
  });

  it('refunds with one key are one refund', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    const request = {
      orderId,
      actor: buyer,
      as: 'consumer',
      amount: null,
      reason: 'twice',
      idempotencyKey: 'one',
    } as const;
    const answers = await Promise.all(FIFTY.map(() => app.module.get(RefundOrder).execute(request)));
    expect(new Set(answers.map(({ refunds }) => refunds[0]?.id)).size).toBe(1);
    expect(await count('refund WHERE order_id = $1', orderId)).toBe(1);
  });

  it('partial refunds by the staff never exceed the payment', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    const support = aBuyer('support');
    const results = await Promise.allSettled(
      FIFTY.map((i) =>
        app.module.get(RefundOrder).execute({
          orderId,
          actor: support,
          as: 'staff',
          amount: 100,
          reason: 'partly broken',
          idempotencyKey: `part-${i}`,
        }),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await read(app, orderId)).toMatchObject({
      status: 'partially-refunded',
      refunded: { amount: 400 },
    });
    expect(await owns(app, buyer)).toEqual([item]);
  });

  it('two paid orders for one app: it is owned once, and the other is paid back', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orders = await Promise.all(
      [1, 2].map(async () => (await place(app, buyer, [item], { paymentMethod: 'pm_card_de' })).order.id),
    );
    const payments = await Promise.all(orders.map((id) => paymentIdOf(app, id)));
    const events = (await Promise.all(payments.map((id) => signedEvents(app, id)))).flat();
    await Promise.all(events.map((event) => app.module.get(ReceiveStripeEvent).execute(event)));
    await settled(app);
    for (const id of payments) await deliver(app, id);
    const statuses = await Promise.all(orders.map(async (id) => (await read(app, id)).status));
    expect(statuses.sort()).toEqual(['paid', 'refunded']);
    expect(await owns(app, buyer)).toEqual([item]);
  });

  it('nothing is granted after the epoch of a kill switch, in any of 30 rounds', async () => {
    const legal = aBuyer('legal');
    for (let round = 0; round < 30; round++) {
      const item = await anItem(app);
      const buyers = [aBuyer(), aBuyer(), aBuyer()];
      const orders = await Promise.all(
        buyers.map(
          async (buyer) => (await place(app, buyer, [item], { paymentMethod: 'pm_card_de' })).order.id,
        ),
      );
      const payments = await Promise.all(orders.map((id) => paymentIdOf(app, id)));
      const events = (await Promise.all(payments.map((id) => signedEvents(app, id)))).flat();
      const target = { itemId: item };
      const [epochGrants] = await Promise.all([
        app.module
          .get(PullKillSwitch)
          .execute({ target, markets: 'DE', retention: 'full', reason: 'race', actor: legal })
          // What is granted when the switch returns is all that ever will be.
          .then(() => count('entitlement WHERE item_id = $1', item)),
        ...events.map((event) => app.module.get(ReceiveStripeEvent).execute(event)),
      ]);
      await settled(app);
      expect(await count('entitlement WHERE item_id = $1', item)).toBe(epochGrants);
      const statuses = await Promise.all(orders.map(async (one) => (await read(app, one)).status));
      expect(statuses.every((status) => status === 'paid' || status === 'refunded')).toBe(true);
    }
  });
});
