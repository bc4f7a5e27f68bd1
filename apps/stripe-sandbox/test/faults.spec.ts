import Stripe from 'stripe';
import type { Fault } from '../src';
import { failureOf, pay, startConsumer, useSandbox } from './support';

describe('Faults', () => {
  const bench = useSandbox();
  let consumer: Awaited<ReturnType<typeof startConsumer>>;

  beforeEach(async () => {
    consumer = await startConsumer();
    bench.sandbox.control.setWebhook(consumer.url);
  });
  afterEach(() => consumer.close());

  const INTENTS = { method: 'POST', path: '/v1/payment_intents' };
  const intents = async (): Promise<number> => (await bench.stripe.paymentIntents.list()).data.length;
  const addOverHttp = (fault: Fault): Promise<Response> =>
    fetch(`${bench.sandbox.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(fault),
    });

  it('rate-limit: 429, nothing done, the key stays free', async () => {
    await addOverHttp({ kind: 'rate-limit', match: INTENTS, times: 2 });
    const key = { idempotencyKey: 'k' };
    for (let round = 0; round < 2; round++) {
      const failure = await failureOf(
        bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' }, key),
      );
      expect(failure).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    }
    expect(await intents()).toBe(0);
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' }, key);
    expect(await intents()).toBe(1);
    expect(bench.sandbox.control.faults()).toMatchObject({
      pending: [],
      struck: [{ target: 'POST /v1/payment_intents' }, { target: 'POST /v1/payment_intents' }],
    });
  });

  it('server-error without effect: nothing done, a retry does it', async () => {
    bench.sandbox.control.addFault({ kind: 'server-error', effect: false, match: INTENTS });
    const key = { idempotencyKey: 'k', maxNetworkRetries: 1 };
    const intent = await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' }, key);
    expect([intent.amount, await intents()]).toEqual([500, 1]);
  });

  it('server-error with effect: done, and the 500 is what the key replays', async () => {
    bench.sandbox.control.addFault({ kind: 'server-error', effect: true, match: INTENTS });
    const create = (): Promise<unknown> =>
      bench.stripe.paymentIntents.create(
        { amount: 500, currency: 'eur' },
        { idempotencyKey: 'k', maxNetworkRetries: 2 },
      );
    for (let round = 0; round < 2; round++) {
      const failure = await failureOf(create());
      expect(failure).toBeInstanceOf(Stripe.errors.StripeAPIError);
      expect(failure.statusCode).toBe(500);
    }
    expect(await intents()).toBe(1);
  });

  it('reset-after-apply: the connection breaks, the client retries by itself, one object exists', async () => {
    bench.sandbox.control.addFault({ kind: 'reset-after-apply', match: INTENTS });
    const intent = await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    expect(intent.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await intents()).toBe(1);
  });

  it('truncate-body: the answer breaks off, the effect stays', async () => {
    bench.sandbox.control.addFault({ kind: 'truncate-body', match: INTENTS });
    await expect(
      fetch(`${bench.sandbox.url}/v1/payment_intents`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${bench.sandbox.secretKey}` },
        body: new URLSearchParams({ amount: '500', currency: 'eur' }),
      }).then((response) => response.text()),
    ).rejects.toThrow();
    expect(await intents()).toBe(1);
    await bench.sandbox.control.deliveriesSettled();
    expect(consumer.received).toHaveLength(1);
  });

  it('delay-response: the answer comes late', async () => {
    bench.sandbox.control.addFault({ kind: 'delay-response', ms: 250, match: INTENTS });
    const before = Date.now();
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    expect(Date.now() - before).toBeGreaterThanOrEqual(245);
  });

  it('deliver-before-response: the webhooks are taken before the answer leaves', async () => {
    bench.sandbox.control.addFault({ kind: 'deliver-before-response', match: INTENTS });
    await pay(bench.stripe, 'pm_card_visa');
    expect(consumer.received.map((one) => one.type)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
  });

  it('drop-webhook: the event exists and never comes', async () => {
    bench.sandbox.control.addFault({
      kind: 'drop-webhook',
      match: { eventType: 'payment_intent.succeeded' },
    });
    await pay(bench.stripe, 'pm_card_visa');
    await bench.sandbox.control.deliveriesSettled();
    expect(consumer.received.map((one) => one.type)).toEqual(['payment_intent.created', 'charge.succeeded']);
    const undelivered = await bench.stripe.events.list({ delivery_success: false });
    expect(undelivered.data.map((one) => one.type)).toEqual(['payment_intent.succeeded']);
    expect(bench.sandbox.control.deliveries()).toContainEqual(expect.objectContaining({ dropped: true }));
  });

  it('duplicate-webhook: the same event comes twice', async () => {
    bench.sandbox.control.addFault({ kind: 'duplicate-webhook', match: { eventType: 'payment_intent.*' } });
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    await bench.sandbox.control.deliveriesSettled();
    expect(consumer.received).toHaveLength(2);
    expect(consumer.received[0]?.id).toBe(consumer.received[1]?.id);
  });

  it('delay-webhook and reorder-webhook: an event comes after a later one', async () => {
    for (const fault of [{ kind: 'delay-webhook', ms: 200 }, { kind: 'reorder-webhook' }] as const) {
      consumer.received.length = 0;
      bench.sandbox.control.addFault({ ...fault, match: { eventType: 'charge.succeeded' } });
      await pay(bench.stripe, 'pm_card_visa', { capture_method: 'automatic' });
      await bench.sandbox.control.deliveriesSettled();
      expect(consumer.received.map((one) => one.type)).toEqual([
        'payment_intent.created',
        'payment_intent.succeeded',
        'charge.succeeded',
      ]);
    }
  });

  it('sends a held-back event at last even when nothing follows', async () => {
    bench.sandbox.control.addFault({ kind: 'reorder-webhook' });
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    await bench.sandbox.control.deliveriesSettled();
    expect(consumer.received).toHaveLength(1);
  });

  it('refuses a fault that it does not know', async () => {
    const refused = await addOverHttp({ kind: 'earthquake' } as unknown as Fault);
    expect(refused.status).toBe(400);
    expect((await addOverHttp({ kind: 'rate-limit', times: 0 })).status).toBe(400);
    expect(bench.sandbox.control.faults().pending).toEqual([]);
    bench.sandbox.control.addFault({ kind: 'rate-limit' });
    expect((await fetch(`${bench.sandbox.url}/sandbox/faults`, { method: 'DELETE' })).status).toBe(204);
    expect(await intents()).toBe(0);
  });
});
