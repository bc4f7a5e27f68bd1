import Stripe from 'stripe';
import { clientOf, failureOf, pay, startConsumer, useSandbox } from './support';

const SECRET = 'whsec_consumer_test_secret';
type Consumer = Awaited<ReturnType<typeof startConsumer>>;

describe('Events and webhooks', () => {
  const bench = useSandbox({ webhook: { url: 'http://127.0.0.1:9/unset', secret: SECRET } });
  let consumer: Consumer;

  beforeEach(async () => {
    consumer = await startConsumer();
    bench.sandbox.control.setWebhook(consumer.url);
  });
  afterEach(() => consumer.close());
  const types = (): string[] => consumer.received.map((one) => one.type);

  it('signs each event so that the official client accepts it, and only unchanged', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_visa', { metadata: { order_id: 'o1' } });
    await sandbox.control.deliveriesSettled();
    const delivery = consumer.received.find((one) => one.type === 'payment_intent.succeeded');
    if (!delivery) throw new Error('payment_intent.succeeded was not delivered');
    const event = stripe.webhooks.constructEvent(delivery.body, delivery.signature, SECRET);
    expect(event).toMatchObject({ object: 'event', livemode: false, api_version: Stripe.API_VERSION });
    expect(event.data.object).toMatchObject({
      id: intent.id,
      status: 'succeeded',
      metadata: { order_id: 'o1' },
    });
    expect(event.request?.id).toMatch(/^req_/);
    expect(() => stripe.webhooks.constructEvent(delivery.body, delivery.signature, 'whsec_other')).toThrow(
      Stripe.errors.StripeSignatureVerificationError,
    );
    const forged = delivery.body.replace('1999', '1');
    expect(() => stripe.webhooks.constructEvent(forged, delivery.signature, SECRET)).toThrow();
    expect(await stripe.events.retrieve(event.id)).toMatchObject({ id: event.id, pending_webhooks: 0 });
  });

  it('tells the story of a payment in order', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_authenticationRequired');
    sandbox.control.complete3ds(intent.id);
    sandbox.control.advanceClock(2);
    await stripe.refunds.create({ payment_intent: intent.id });
    await failureOf(pay(stripe, 'pm_card_chargeDeclined'));
    await sandbox.control.deliveriesSettled();
    expect(types()).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'refund.created',
      'charge.refunded',
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
  });

  it('tries again until the consumer has taken an event, with the same id', async () => {
    let refusals = 2;
    consumer.answer = () => (refusals-- > 0 ? 503 : 200);
    await bench.stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    await bench.sandbox.control.deliveriesSettled();
    expect(new Set(consumer.received.map((one) => one.id)).size).toBe(1);
    expect(bench.sandbox.control.deliveries().map((one) => [one.attempt, one.status])).toEqual([
      [1, 503],
      [2, 503],
      [3, 200],
    ]);
  });

  it('sends to further endpoints only what they asked for, each with its own secret', async () => {
    const { sandbox, stripe } = bench;
    const other = await startConsumer();
    const endpoint = await stripe.webhookEndpoints.create({
      url: other.url,
      enabled_events: ['refund.created'],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    const listed = await stripe.webhookEndpoints.list();
    expect(listed.data.map((one) => one.secret)).toEqual([undefined, undefined]);
    const intent = await pay(stripe, 'pm_card_visa');
    await stripe.refunds.create({ payment_intent: intent.id });
    await sandbox.control.deliveriesSettled();
    expect(other.received.map((one) => one.type)).toEqual(['refund.created']);
    const [only] = other.received;
    expect(
      stripe.webhooks.constructEvent(only?.body ?? '', only?.signature ?? '', endpoint.secret ?? '').type,
    ).toBe('refund.created');
    expect(await stripe.webhookEndpoints.del(endpoint.id)).toMatchObject({ deleted: true });
    await stripe.refunds.list();
    await other.close();
  });

  it('sends an event once more on request', async () => {
    const { sandbox, stripe } = bench;
    await stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    await sandbox.control.deliveriesSettled();
    const [event] = (await stripe.events.list()).data;
    sandbox.control.resendEvent(event?.id ?? '');
    await sandbox.control.deliveriesSettled();
    expect(consumer.received.map((one) => one.id)).toEqual([event?.id, event?.id]);
  });

  it('keeps a snapshot in each event', async () => {
    const { stripe, sandbox } = bench;
    const intent = await pay(stripe, 'pm_card_authenticationRequired');
    sandbox.control.complete3ds(intent.id);
    const [event] = (await clientOf(sandbox).events.list({ type: 'payment_intent.requires_action' })).data;
    expect(event?.data.object).toMatchObject({ id: intent.id, status: 'requires_action' });
  });
});
