import { PullKillSwitch } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import {
  aBuyer,
  anAmerican,
  anItem,
  aPaidOrder,
  deliver,
  type PaymentsApp,
  paymentIdOf,
  place,
  read,
  startPayments,
} from './support';

describe('an order that is asked for again with the same key', () => {
  let app: PaymentsApp;
  beforeAll(async () => {
    app = await startPayments({ jobs: true });
  });
  afterAll(() => app.close());
  afterEach(() => app.clock.release());

  const kill = (itemId: string) =>
    app.module.get(PullKillSwitch).execute({
      target: { itemId },
      markets: 'DE',
      retention: 'full',
      reason: 'test',
      actor: aBuyer('legal'),
    });

  it('tries no card that would not have been tried the first time, and stays payable', async () => {
    const [buyer, item, idempotencyKey] = [aBuyer(), await anItem(app), randomUUID()];
    const { order } = await place(app, buyer, [item], { idempotencyKey });
    await expect(
      place(app, buyer, [item], { idempotencyKey, paymentMethod: 'pm_card_us' }),
    ).rejects.toMatchObject({ code: 'market-conflict', extra: { conflicts: [{ between: 'payment' }] } });
    const again = await place(app, buyer, [item], { idempotencyKey, paymentMethod: 'pm_card_fr' });
    expect([again.order.id, again.payment?.status]).toEqual([order.id, 'succeeded']);
    await deliver(app, await paymentIdOf(app, order.id));
    expect((await read(app, order.id)).status).toBe('paid');
  });

  it('takes another card after a decline, but none of elsewhere', async () => {
    const [buyer, item, idempotencyKey] = [anAmerican(app), await anItem(app), randomUUID()];
    const ask = (paymentMethod: string) => place(app, buyer, [item], { idempotencyKey, paymentMethod });
    await expect(ask('pm_card_chargeDeclined')).rejects.toMatchObject({ code: 'payment-failed' });
    await expect(ask('pm_card_de')).rejects.toMatchObject({ code: 'market-conflict' });
    expect((await ask('pm_card_us')).payment?.status).toBe('succeeded');
  });

  it('charges nobody for what was forbidden since, nor an order that waited too long', async () => {
    const [buyer, item, idempotencyKey] = [aBuyer(), await anItem(app), randomUUID()];
    const [late, lateKey] = [await anItem(app), randomUUID()];
    await place(app, buyer, [item], { idempotencyKey });
    await place(app, buyer, [late], { idempotencyKey: lateKey });
    const paymentMethod = 'pm_card_de';
    await kill(item);
    await expect(place(app, buyer, [item], { idempotencyKey, paymentMethod })).rejects.toMatchObject({
      kind: 'legal',
    });
    app.clock.advance(61 * 60_000);
    await expect(place(app, buyer, [late], { idempotencyKey: lateKey, paymentMethod })).rejects.toMatchObject(
      { code: 'order-expired' },
    );
  });

  it('is told how the payment went, whatever was forbidden since', async () => {
    const [buyer, item, idempotencyKey] = [aBuyer(), await anItem(app), randomUUID()];
    const ask = () => place(app, buyer, [item], { idempotencyKey, paymentMethod: 'pm_card_de' });
    const first = await ask();
    await kill(item);
    const again = await ask();
    expect([again.order.id, again.payment?.status]).toEqual([first.order.id, 'succeeded']);
  });

  describe('while the provider is away', () => {
    const paymentMethod = 'pm_card_de';
    const away = () =>
      app.sandbox.control.addFault({
        kind: 'server-error',
        effect: false,
        times: 1_000,
        match: { path: '/v1/payment_methods/pm_card_de' },
      });
    afterEach(() => app.sandbox.control.clearFaults());

    it('is answered when it is paid, or free', async () => {
      const [buyer, idempotencyKey] = [aBuyer(), randomUUID()];
      const [item, free] = [await anItem(app), await anItem(app, { free: true })];
      const { order } = await place(app, buyer, [item], { idempotencyKey, paymentMethod });
      await deliver(app, await paymentIdOf(app, order.id));
      away();
      const again = await place(app, buyer, [item], { idempotencyKey, paymentMethod });
      expect(again).toMatchObject({ order: { id: order.id, status: 'paid' }, payment: null });
      const key = randomUUID();
      const ask = () => place(app, buyer, [free], { idempotencyKey: key, paymentMethod });
      expect((await ask()).order.status).toBe('paid');
      expect((await ask()).order.status).toBe('paid');
    });

    it('is refused like before when it may not be had', async () => {
      const [buyer, item, blocked] = [aBuyer(), await anItem(app), await anItem(app)];
      await aPaidOrder(app, buyer, [item]);
      await kill(blocked);
      away();
      const ask = (id: string) => place(app, buyer, [id], { paymentMethod });
      await expect(ask(blocked)).rejects.toMatchObject({ kind: 'legal' });
      await expect(ask(item)).rejects.toMatchObject({ code: 'already-owned' });
      await expect(ask(randomUUID())).rejects.toMatchObject({ code: 'item-not-found' });
      await expect(ask(await anItem(app))).rejects.toMatchObject({ code: 'payment-provider-failed' });
    });
  });

  it('has nothing to do with a payment method when nothing is paid', async () => {
    const item = await anItem(app, { free: true });
    const { order } = await place(app, aBuyer(), [item], { paymentMethod: 'pm_of_nobody' });
    expect(order.status).toBe('paid');
  });
});
