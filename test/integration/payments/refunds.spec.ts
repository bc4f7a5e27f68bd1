import { EntitlementOf, ListLibrary, RefundOrder, SweepPayments } from '@portolan/payments';
import { randomUUID } from 'node:crypto';
import {
  aBuyer,
  anAmerican,
  anItem,
  aPaidOrder,
  deliver,
  owns,
  type PaymentsApp,
  paymentIdOf,
  place,
  read,
  settled,
  startPayments,
} from './support';

const HOUR = 3_600_000;

describe('refunds', () => {
  let app: PaymentsApp;
  beforeAll(async () => {
    app = await startPayments({ jobs: true });
  });
  afterAll(() => app.close());
  beforeEach(() => app.sandbox.control.clearFaults());
  afterEach(() => app.clock.release());

  type Request = Parameters<RefundOrder['execute']>[0];
  const refund = (orderId: string, actor: Request['actor'], more: Partial<Request> = {}) =>
    app.module.get(RefundOrder).execute({
      orderId,
      actor,
      as: 'consumer',
      amount: null,
      reason: 'changed my mind',
      idempotencyKey: randomUUID(),
      ...more,
    });
  const asStaff = { as: 'staff' as const, actor: aBuyer('support') };

  it('gives the money back and takes the app back', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    expect(await refund(orderId, buyer)).toMatchObject({
      status: 'refunded',
      refunded: { amount: 499, currency: 'EUR' },
      refunds: [{ status: 'succeeded' }],
    });
    expect(await owns(app, buyer)).toEqual([]);
    const library = await app.module
      .get(ListLibrary)
      .execute({ accountId: buyer.accountId, page: { limit: 5 } });
    expect(library.data).toEqual([]);
    const had = await app.module.get(EntitlementOf).execute({ accountId: buyer.accountId, itemIds: [item] });
    expect(had.get(item)).toMatchObject({ status: 'revoked', orderId });
    // And it can be bought again.
    await aPaidOrder(app, buyer, [item]);
    expect(await owns(app, buyer)).toEqual([item]);
  });

  it('holds consumers to the policy, and strangers off', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    await expect(refund(orderId, aBuyer())).rejects.toMatchObject({ code: 'order-not-found' });
    app.clock.advance(48 * HOUR);
    await expect(refund(orderId, buyer)).rejects.toMatchObject({ code: 'refund-window-closed' });
    expect((await refund(orderId, asStaff.actor, { ...asStaff, amount: 99 })).status).toBe(
      'partially-refunded',
    );
    expect(await owns(app, buyer)).toEqual([item]);
    await expect(refund(orderId, asStaff.actor, { ...asStaff, amount: 401 })).rejects.toMatchObject({
      code: 'refund-exceeds-payment',
    });
    expect((await refund(orderId, asStaff.actor, asStaff)).status).toBe('refunded');
    expect(await owns(app, buyer)).toEqual([]);
  });

  it('refunds nothing of what is not paid', async () => {
    const [buyer, item, free] = [aBuyer(), await anItem(app), await anItem(app, { free: true })];
    const open = await place(app, buyer, [item]);
    await expect(refund(open.order.id, buyer)).rejects.toMatchObject({ code: 'order-not-refundable' });
    const gift = await place(app, buyer, [free]);
    await expect(refund(gift.order.id, buyer)).rejects.toMatchObject({ code: 'refund-exceeds-payment' });
  });

  it('waits for a refund that is pending at the bank, and keeps the app until then', async () => {
    const [buyer, item] = [anAmerican(app), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item], 'pm_card_pendingRefund');
    expect(await refund(orderId, buyer)).toMatchObject({
      status: 'refunding',
      refunds: [{ status: 'submitted' }],
    });
    expect(await owns(app, buyer)).toEqual([item]);
    app.sandbox.control.advanceClock(61);
    await deliver(app, await paymentIdOf(app, orderId));
    expect((await read(app, orderId)).status).toBe('refunded');
    expect(await owns(app, buyer)).toEqual([]);
  });

  it('makes the amount refundable again, and gives the app back, when the bank returns the money', async () => {
    const [buyer, item] = [anAmerican(app), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item], 'pm_card_refundFail');
    expect((await refund(orderId, buyer)).status).toBe('refunded');
    expect(await owns(app, buyer)).toEqual([]);
    app.sandbox.control.advanceClock(61);
    await deliver(app, await paymentIdOf(app, orderId));
    expect(await read(app, orderId)).toMatchObject({
      status: 'paid',
      refunded: { amount: 0 },
      refunds: [{ status: 'failed' }],
    });
    expect(await owns(app, buyer)).toEqual([item]);
  });

  it('keeps the app with whoever paid for it twice, because a refund failed late', async () => {
    const [buyer, item] = [anAmerican(app), await anItem(app)];
    const first = await aPaidOrder(app, buyer, [item], 'pm_card_refundFail');
    await refund(first, buyer);
    const second = await aPaidOrder(app, buyer, [item], 'pm_card_us');
    app.sandbox.control.advanceClock(61);
    await deliver(app, await paymentIdOf(app, first));
    expect((await read(app, first)).status).toBe('paid');
    expect((await refund(second, buyer)).status).toBe('refunded');
    const held = await app.module.get(EntitlementOf).execute({ accountId: buyer.accountId, itemIds: [item] });
    expect(held.get(item)).toMatchObject({ status: 'active', orderId: first });
  });

  it('never loses a refund whose answer got lost, and sends it once', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    app.sandbox.control.addFault({
      kind: 'server-error',
      effect: true,
      times: 3,
      match: { method: 'POST', path: '/v1/refunds' },
    });
    expect(await refund(orderId, buyer)).toMatchObject({
      status: 'refunding',
      refunds: [{ status: 'requested' }],
    });
    await expect(refund(orderId, buyer)).rejects.toMatchObject({ code: 'refund-exceeds-payment' });
    app.sandbox.control.clearFaults();
    app.clock.advance(3 * 60_000);
    await app.module.get(SweepPayments).handle();
    await settled(app);
    expect((await read(app, orderId)).status).toBe('refunded');
    const { data } = await app.stripe.refunds.list({ payment_intent: await paymentIdOf(app, orderId) });
    expect(data).toHaveLength(1);
  });

  it('gives the amount free again when the provider refuses', async () => {
    const [buyer, item] = [aBuyer(), await anItem(app)];
    const orderId = await aPaidOrder(app, buyer, [item]);
    // Somebody refunded it at the provider's own dashboard.
    await app.stripe.refunds.create({ payment_intent: await paymentIdOf(app, orderId) });
    expect(await refund(orderId, buyer)).toMatchObject({
      status: 'paid',
      refunded: { amount: 0 },
      refunds: [{ status: 'failed' }],
    });
    expect(await owns(app, buyer)).toEqual([item]);
  });
});
