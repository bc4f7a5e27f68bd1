import type Stripe from 'stripe';
import { failureOf, pay, useSandbox } from './support';

describe('Refunds, disputes and the balance', () => {
  const bench = useSandbox();
  const DAYS_3 = 3 * 24 * 3600;

  it('refunds in parts up to what was captured, and not a cent more', async () => {
    const { stripe } = bench;
    const intent = await pay(stripe, 'pm_card_visa');
    const first = await stripe.refunds.create({
      payment_intent: intent.id,
      amount: 500,
      reason: 'requested_by_customer',
      metadata: { refund_id: 'r1' },
    });
    expect(first).toMatchObject({
      status: 'succeeded',
      amount: 500,
      currency: 'eur',
      metadata: { refund_id: 'r1' },
    });
    expect(first.id).toMatch(/^re_/);
    const over = await failureOf(stripe.refunds.create({ payment_intent: intent.id, amount: 1500 }));
    expect(over).toMatchObject({ statusCode: 400, param: 'amount' });
    const rest = await stripe.refunds.create({ charge: first.charge as string });
    expect(rest.amount).toBe(1499);
    const none = await failureOf(stripe.refunds.create({ payment_intent: intent.id }));
    expect(none).toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
    const charge = await stripe.charges.retrieve(first.charge as string, { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 1999 });
    expect(charge.refunds?.data.map((refund) => refund.id)).toEqual([rest.id, first.id]);
    const merged = await stripe.refunds.update(first.id, { metadata: { note: 'x' } });
    expect(merged.metadata).toEqual({ refund_id: 'r1', note: 'x' });
  });

  it('lets one of fifty identical refunds win', async () => {
    const { stripe } = bench;
    const intent = await pay(stripe, 'pm_card_visa');
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => stripe.refunds.create({ payment_intent: intent.id })),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await stripe.refunds.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });

  it('refuses what took no money', async () => {
    const { stripe } = bench;
    const open = await stripe.paymentIntents.create({ amount: 1000, currency: 'eur' });
    const held = await pay(stripe, 'pm_card_visa', { capture_method: 'manual' });
    for (const id of [open.id, held.id]) {
      expect((await failureOf(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400);
    }
    expect((await failureOf(stripe.refunds.create({}))).code).toBe('parameter_missing');
    expect((await failureOf(stripe.refunds.create({ charge: 'ch_none' }))).code).toBe('resource_missing');
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it('lets a pending refund succeed and a failing one come back', async () => {
    const { sandbox, stripe } = bench;
    const slow = await pay(stripe, 'pm_card_pendingRefund');
    const pending = await stripe.refunds.create({ payment_intent: slow.id });
    expect(pending.status).toBe('pending');
    const failing = await pay(stripe, 'pm_card_refundFail');
    const refund = await stripe.refunds.create({ payment_intent: failing.id });
    expect(refund.status).toBe('succeeded');

    sandbox.control.advanceClock(60);
    expect((await stripe.refunds.retrieve(pending.id)).status).toBe('succeeded');
    const failed = await stripe.refunds.retrieve(refund.id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({
      status: 'failed',
      failure_balance_transaction: { amount: 1999, type: 'refund_failure' },
    });
    const charge = await stripe.charges.retrieve(refund.charge as string);
    expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });
    expect((await stripe.refunds.create({ payment_intent: failing.id })).amount).toBe(1999);
    const types = (await stripe.events.list({ types: ['refund.failed', 'refund.updated'] })).data.map(
      (one) => one.type,
    );
    expect(types).toEqual(expect.arrayContaining(['refund.failed', 'refund.updated']));
  });

  it('keeps balance and transactions in step, pending until two days later', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_visa', { amount: 10_000, capture_method: 'automatic' });
    const fee = 320;
    expect(await stripe.balance.retrieve()).toMatchObject({
      available: [{ amount: 0, currency: 'eur' }],
      pending: [{ amount: 10_000 - fee, currency: 'eur' }],
    });
    await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
    sandbox.control.advanceClock(DAYS_3);
    const rows = (await stripe.balanceTransactions.list({ expand: ['data.source'] })).data;
    expect(rows.map((row) => [row.type, row.amount, row.fee, row.net, row.status])).toEqual([
      ['refund', -1000, 0, -1000, 'available'],
      ['charge', 10_000, fee, 10_000 - fee, 'available'],
    ]);
    expect((rows[0]?.source as Stripe.Refund).object).toBe('refund');
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(10_000 - fee - 1000);
  });

  it('makes the money of pm_card_bypassPending available at once', async () => {
    const { stripe } = bench;
    await pay(stripe, 'pm_card_bypassPending', { amount: 10_000, capture_method: 'automatic' });
    expect((await stripe.balance.retrieve()).available[0]?.amount).toBe(9680);
  });

  it('settles an asynchronous capture after the payment, as a later event', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_visa', { expand: ['latest_charge'] });
    expect((intent.latest_charge as Stripe.Charge).balance_transaction).toBeNull();
    sandbox.control.advanceClock(2);
    const later = await stripe.paymentIntents.retrieve(intent.id, {
      expand: ['latest_charge.balance_transaction'],
    });
    expect(later.latest_charge).toMatchObject({ balance_transaction: { amount: 1999, type: 'charge' } });
    expect((await stripe.events.list({ type: 'charge.updated' })).data[0]?.data.previous_attributes).toEqual({
      balance_transaction: null,
    });
  });

  it.each([
    ['winning_evidence', 'won', 0],
    ['losing_evidence', 'lost', -1999],
  ])('withdraws a disputed payment; %s ends it as %s', async (words, status, balance) => {
    const { stripe } = bench;
    const intent = await pay(stripe, 'pm_card_createDispute');
    const [dispute] = (await stripe.disputes.list({ payment_intent: intent.id })).data;
    expect(dispute).toMatchObject({ status: 'needs_response', reason: 'fraudulent', amount: 1999 });
    expect(dispute?.balance_transactions).toMatchObject([{ amount: -1999, fee: 1500 }]);
    expect((await failureOf(stripe.refunds.create({ payment_intent: intent.id }))).code).toBe(
      'charge_disputed',
    );

    const id = dispute?.id ?? '';
    const ended = await stripe.disputes.update(id, { evidence: { uncategorized_text: words } });
    expect(ended.status).toBe(status);
    expect(ended.balance_transactions.reduce((sum, row) => sum + row.amount, 0)).toBe(balance);
    expect((await failureOf(stripe.disputes.close(id))).statusCode).toBe(400);
  });

  it('leaves the money alone during an inquiry, which can be refunded', async () => {
    const { stripe } = bench;
    const intent = await pay(stripe, 'pm_card_createDisputeInquiry');
    const [inquiry] = (await stripe.disputes.list()).data;
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', balance_transactions: [] });
    expect((await stripe.refunds.create({ payment_intent: intent.id })).status).toBe('succeeded');
  });
});
