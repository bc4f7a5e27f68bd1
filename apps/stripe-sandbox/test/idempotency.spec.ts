import Stripe from 'stripe';
import { failureOf, pay, RETURN_URL, useSandbox } from './support';

describe('Idempotency keys', () => {
  const bench = useSandbox();
  const params = {
    amount: 1999,
    currency: 'eur',
    payment_method: 'pm_card_visa',
    confirm: true,
    return_url: RETURN_URL,
  };
  const key = { idempotencyKey: 'order:1:intent' };
  const post = (path: string, body: Record<string, string>, idempotencyKey: string): Promise<Response> =>
    fetch(`${bench.sandbox.url}${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bench.sandbox.secretKey}`, 'Idempotency-Key': idempotencyKey },
      body: new URLSearchParams(body),
    });

  it('gives the first answer again, word for word, and does nothing twice', async () => {
    const first = await post(
      '/v1/payment_intents',
      { amount: '500', currency: 'eur', description: 'x' },
      'k1',
    );
    const again = await post(
      '/v1/payment_intents',
      { description: 'x', currency: 'eur', amount: '500' },
      'k1',
    );
    expect([again.status, await again.text()]).toEqual([first.status, await first.text()]);
    expect([first.headers.get('idempotent-replayed'), again.headers.get('idempotent-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(again.headers.get('idempotency-key')).toBe('k1');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(again.headers.get('request-id')).not.toBe(first.headers.get('request-id'));
    expect((await bench.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('gives the old answer even after the object has moved on', async () => {
    const { stripe } = bench;
    const created = await stripe.paymentIntents.create({ amount: 1999, currency: 'eur' }, key);
    await stripe.paymentIntents.cancel(created.id);
    const replay = await stripe.paymentIntents.create({ amount: 1999, currency: 'eur' }, key);
    expect(replay).toMatchObject({ id: created.id, status: 'requires_payment_method' });
  });

  it('replays a decline', async () => {
    const { stripe } = bench;
    const declined = { ...params, payment_method: 'pm_card_chargeDeclined' };
    const first = await failureOf(stripe.paymentIntents.create(declined, key));
    const second = await failureOf(stripe.paymentIntents.create(declined, key));
    expect(second).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('refuses the key for other parameters and for another operation', async () => {
    const { stripe } = bench;
    const intent = await stripe.paymentIntents.create(params, key);
    const other = await failureOf(stripe.paymentIntents.create({ ...params, amount: 2000 }, key));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
    const elsewhere = await failureOf(stripe.refunds.create({ payment_intent: intent.id }, key));
    expect(elsewhere).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect((await stripe.refunds.list()).data).toEqual([]);
  });

  it('frees the key when the parameters were wrong, so that they can be corrected', async () => {
    const { stripe } = bench;
    expect((await failureOf(stripe.paymentIntents.create({ ...params, amount: 1 }, key))).code).toBe(
      'amount_too_small',
    );
    const wrongExpand = await failureOf(stripe.paymentIntents.create({ ...params, expand: ['colour'] }, key));
    expect(wrongExpand).toMatchObject({ statusCode: 400, param: 'expand' });
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
    expect((await stripe.paymentIntents.create(params, key)).status).toBe('succeeded');
  });

  it('lets one of fifty simultaneous requests with one key through, and tells the others 409', async () => {
    const { sandbox, stripe } = bench;
    sandbox.control.addFault({ kind: 'delay-response', ms: 1_000, match: { path: '/v1/payment_intents' } });
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => stripe.paymentIntents.create(params, key)),
    );
    const won = tries.filter((one) => one.status === 'fulfilled');
    const lost = tries
      .filter((one) => one.status === 'rejected')
      .map((one) => one.reason as { statusCode: number; code: string });
    // One that comes after the first was answered (on a slow machine) gets the same answer again.
    expect(new Set(won.map((one) => one.value.id)).size).toBe(1);
    expect(lost.length).toBeGreaterThan(0);
    expect(new Set(lost.map((one) => `${one.statusCode} ${one.code}`))).toEqual(
      new Set(['409 idempotency_key_in_use']),
    );
    expect((await stripe.charges.list()).data).toHaveLength(1);
    const after = await stripe.paymentIntents.create(params, key);
    expect(after.id).toBe(won[0]?.value.id);
  });

  it('forgets a key after a day', async () => {
    const { sandbox, stripe } = bench;
    const first = await stripe.paymentIntents.create(params, key);
    sandbox.control.advanceClock(24 * 3600);
    expect((await stripe.paymentIntents.create(params, key)).id).not.toBe(first.id);
  });

  it('refuses a key of more than 255 characters', async () => {
    const long = await failureOf(stripe().paymentIntents.create(params, { idempotencyKey: 'k'.repeat(256) }));
    expect(long.statusCode).toBe(400);
    expect((await pay(stripe(), 'pm_card_visa')).status).toBe('succeeded');
  });
  const stripe = (): Stripe => bench.stripe;
});
