import Stripe from 'stripe';
import { clientOf, failureOf, pay, RETURN_URL, useSandbox } from './support';

describe('PaymentIntents', () => {
  const bench = useSandbox();

  it('waits for a payment method, then for a confirmation, then has the money', async () => {
    const { stripe } = bench;
    const created = await stripe.paymentIntents.create({
      amount: 1999,
      currency: 'EUR',
      metadata: { order_id: 'o1', note: 'first' },
    });
    expect(created).toMatchObject({
      status: 'requires_payment_method',
      amount: 1999,
      currency: 'eur',
      amount_received: 0,
    });
    expect(created.id).toMatch(/^pi_[A-Za-z0-9]{24}$/);
    expect(created.client_secret).toMatch(new RegExp(`^${created.id}_secret_`));

    const updated = await stripe.paymentIntents.update(created.id, {
      payment_method: 'pm_card_visa',
      metadata: { note: '', shelf: 'b' },
    });
    expect(updated.status).toBe('requires_confirmation');
    expect(updated.metadata).toEqual({ order_id: 'o1', shelf: 'b' });

    const paid = await stripe.paymentIntents.confirm(created.id, {
      return_url: RETURN_URL,
      expand: ['latest_charge'],
    });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1999 });
    const charge = paid.latest_charge as Stripe.Charge;
    expect(charge).toMatchObject({
      paid: true,
      captured: true,
      payment_intent: created.id,
      amount_captured: 1999,
    });
    expect(charge.payment_method_details?.card?.last4).toBe('4242');

    const again = await failureOf(stripe.paymentIntents.confirm(created.id, { return_url: RETURN_URL }));
    expect(again).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
    expect(again.payment_intent?.status).toBe('succeeded');
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedFraudulent', 'card_declined', 'fraudulent'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('%s is refused as %s and another card can be tried', async (method, code, declineCode) => {
    const { stripe } = bench;
    const failure = await failureOf(pay(stripe, method));
    expect(failure).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(failure).toMatchObject({ statusCode: 402, code, decline_code: declineCode });
    const id = failure.payment_intent?.id ?? '';
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      amount_received: 0,
    });
    expect(intent.last_payment_error).toMatchObject({ code, decline_code: declineCode, type: 'card_error' });
    expect(intent.latest_charge).toMatchObject({ status: 'failed', paid: false, failure_code: code });

    const paid = await stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_mastercard',
      return_url: RETURN_URL,
    });
    expect(paid).toMatchObject({ status: 'succeeded', last_payment_error: null });
    expect((await stripe.charges.list({ payment_intent: id })).data.map((charge) => charge.status)).toEqual([
      'succeeded',
      'failed',
    ]);
  });

  it('authorises with manual capture, takes less and releases the rest', async () => {
    const { stripe } = bench;
    const held = await pay(stripe, 'pm_card_visa', { capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 1999, amount_received: 0 });
    const tooMuch = await failureOf(stripe.paymentIntents.capture(held.id, { amount_to_capture: 2000 }));
    expect(tooMuch).toMatchObject({ code: 'amount_too_large', param: 'amount_to_capture' });
    const taken = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1500 });
    expect((await failureOf(stripe.paymentIntents.capture(held.id))).code).toBe(
      'payment_intent_unexpected_state',
    );
    expect((await failureOf(stripe.refunds.create({ payment_intent: held.id, amount: 1501 }))).param).toBe(
      'amount',
    );
  });

  it('cancels before the money is taken and not after', async () => {
    const { stripe } = bench;
    const open = await stripe.paymentIntents.create({ amount: 500, currency: 'usd' });
    const canceled = await stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    const held = await pay(stripe, 'pm_card_visa', { capture_method: 'manual' });
    const released = await stripe.paymentIntents.cancel(held.id, { expand: ['latest_charge'] });
    expect(released.status).toBe('canceled');
    expect((released.latest_charge as Stripe.Charge).refunded).toBe(true);
    const paid = await pay(stripe, 'pm_card_visa');
    expect((await failureOf(stripe.paymentIntents.cancel(paid.id))).code).toBe(
      'payment_intent_unexpected_state',
    );
    expect(
      (
        await failureOf(
          stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa', return_url: RETURN_URL }),
        )
      ).code,
    ).toBe('payment_intent_unexpected_state');
  });

  it('keeps a bank debit processing until the bank answers', async () => {
    const { stripe, sandbox } = bench;
    const good = await pay(stripe, 'pm_usBankAccount_success', { currency: 'usd' });
    const bad = await pay(stripe, 'pm_usBankAccount_insufficientFunds', { currency: 'usd' });
    expect([good.status, bad.status]).toEqual(['processing', 'processing']);
    expect((await failureOf(stripe.paymentIntents.cancel(good.id))).code).toBe(
      'payment_intent_unexpected_state',
    );
    sandbox.control.advanceClock(60);
    expect((await stripe.paymentIntents.retrieve(good.id)).status).toBe('succeeded');
    const refused = await stripe.paymentIntents.retrieve(bad.id);
    expect(refused).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'insufficient_funds' },
    });
    const inEuro = await failureOf(pay(stripe, 'pm_usBankAccount_success'));
    expect(inEuro).toMatchObject({ statusCode: 400, param: 'payment_method' });
  });

  it.each([
    [{ amount: 49, currency: 'eur' }, 'amount_too_small', 'amount'],
    [{ amount: 100_000_000, currency: 'eur' }, 'amount_too_large', 'amount'],
    [{ amount: 49, currency: 'jpy' }, 'amount_too_small', 'amount'],
    [{ amount: 1005, currency: 'kwd' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 1050, currency: 'isk' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 10.5, currency: 'eur' }, 'parameter_invalid_integer', 'amount'],
    [{ amount: 1000, currency: 'xyz' }, undefined, 'currency'],
    [{ amount: 1000, currency: 'eur', payment_method: 'pm_none' }, 'resource_missing', 'payment_method'],
    [{ amount: 1000, currency: 'eur', customer: 'cus_none' }, 'resource_missing', 'customer'],
    [
      {
        amount: 1000,
        currency: 'eur',
        payment_method: 'pm_card_visa',
        return_url: 'javascript://x',
        confirm: true,
      },
      'url_invalid',
      'return_url',
    ],
    [{ amount: 1000, currency: 'eur', colour: 'red' }, 'parameter_unknown', 'colour'],
    [{ currency: 'eur' }, 'parameter_missing', 'amount'],
  ])('refuses %j as %s', async (params, code, param) => {
    const failure = await failureOf(
      bench.stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams),
    );
    expect(failure).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(failure).toMatchObject({ code, param });
    expect((await bench.stripe.paymentIntents.list()).data).toEqual([]);
  });

  it.each([
    { amount: 50, currency: 'jpy' },
    { amount: 1010, currency: 'kwd' },
    { amount: 200, currency: 'isk' },
    { amount: 30, currency: 'gbp' },
  ])('charges %j', async (params) => {
    expect((await pay(bench.stripe, 'pm_card_visa', params)).status).toBe('succeeded');
  });

  it('asks a server for a return_url unless redirects are ruled out', async () => {
    const { stripe } = bench;
    const intent = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'eur',
      payment_method: 'pm_card_visa',
    });
    expect((await failureOf(stripe.paymentIntents.confirm(intent.id))).param).toBe('return_url');
    const without = await stripe.paymentIntents.create({
      amount: 500,
      currency: 'eur',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    expect(without.status).toBe('succeeded');
  });

  it('lets a card page confirm with the publishable key and the client secret, and nothing else', async () => {
    const { stripe, sandbox } = bench;
    const intent = await stripe.paymentIntents.create({ amount: 500, currency: 'eur' });
    const page = clientOf(sandbox, sandbox.publishableKey);
    const secret = { client_secret: intent.client_secret ?? '' };
    const noSecret = await failureOf(
      page.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' }),
    );
    expect(noSecret).toMatchObject({ statusCode: 400, param: 'client_secret' });
    const wrong = await failureOf(
      page.paymentIntents.retrieve(intent.id, { client_secret: `${intent.id}_secret_x` }),
    );
    expect(wrong.param).toBe('client_secret');
    const confirmed = await fetch(`${sandbox.url}/v1/payment_intents/${intent.id}/confirm`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${sandbox.publishableKey}` },
      body: new URLSearchParams({ ...secret, payment_method: 'pm_card_visa' }),
    });
    expect(await confirmed.json()).toMatchObject({ id: intent.id, status: 'succeeded' });
    expect((await page.paymentIntents.retrieve(intent.id, secret)).status).toBe('succeeded');
    expect((await failureOf(page.refunds.create({ payment_intent: intent.id }))).code).toBe(
      'secret_key_required',
    );
    expect((await failureOf(page.paymentIntents.create({ amount: 500, currency: 'eur' }))).statusCode).toBe(
      401,
    );
  });

  it('finds intents by their metadata', async () => {
    const { stripe } = bench;
    for (const order of ['a', 'b']) await pay(stripe, 'pm_card_visa', { metadata: { order_id: order } });
    await stripe.paymentIntents.create({ amount: 700, currency: 'eur', metadata: { order_id: 'b' } });
    const find = async (query: string): Promise<number[]> =>
      (await stripe.paymentIntents.search({ query })).data.map((intent) => intent.amount);
    expect(await find("metadata['order_id']:'b'")).toEqual([700, 1999]);
    expect(await find("metadata['order_id']:'b' AND status:'succeeded'")).toEqual([1999]);
    expect(await find('amount>700')).toEqual([1999, 1999]);
    expect(await find('-status:\'succeeded\' OR metadata["order_id"]:"a"')).toEqual([700, 1999]);
    expect(await find("metadata['none']:null AND amount<1000")).toEqual([700]);
    expect((await failureOf(find('colour:red'))).param).toBe('query');
    const all: string[] = [];
    for await (const intent of stripe.paymentIntents.search({ query: "currency:'eur'", limit: 2 }))
      all.push(intent.id);
    expect(new Set(all).size).toBe(3);
  });
});
