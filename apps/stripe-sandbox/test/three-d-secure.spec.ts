import { failureOf, pay, RETURN_URL, useSandbox } from './support';

describe('3-D Secure', () => {
  const bench = useSandbox();
  const answer = (id: string, word: string, accept: string): Promise<Response> =>
    fetch(`${bench.sandbox.url}/sandbox/3ds/${id}/${word}`, {
      method: 'POST',
      headers: { accept },
      redirect: 'manual',
    });

  it('sends the customer to a page, and takes the money once the challenge is passed', async () => {
    const { stripe } = bench;
    const intent = await pay(stripe, 'pm_card_authenticationRequired');
    expect(intent).toMatchObject({ status: 'requires_action', amount_received: 0, latest_charge: null });
    const redirect = intent.next_action?.redirect_to_url;
    expect(intent.next_action?.type).toBe('redirect_to_url');
    expect(redirect?.return_url).toBe(RETURN_URL);

    const page = await fetch(redirect?.url ?? '');
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    expect(html).toContain('19.99 EUR');
    expect(html).toContain(`action="/sandbox/3ds/${intent.id}/complete"`);

    const back = await answer(intent.id, 'complete', 'text/html');
    expect(back.status).toBe(303);
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(RETURN_URL);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: 'succeeded',
    });
    const paid = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge'] });
    expect(paid).toMatchObject({ status: 'succeeded', next_action: null });
    expect(paid.latest_charge).toMatchObject({
      payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } },
    });
  });

  it('asks for another payment method once the challenge is failed', async () => {
    const { stripe } = bench;
    const intent = await pay(stripe, 'pm_card_threeDSecure2Required');
    const failed = await answer(intent.id, 'fail', 'application/json');
    expect(await failed.json()).toMatchObject({ status: 'requires_payment_method' });
    const after = await stripe.paymentIntents.retrieve(intent.id);
    expect(after).toMatchObject({ status: 'requires_payment_method', payment_method: null });
    expect(after.last_payment_error?.code).toBe('payment_intent_authentication_failure');
  });

  it('counts two answers once', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_authenticationRequired');
    const answers = await Promise.all([
      answer(intent.id, 'complete', 'application/json'),
      answer(intent.id, 'complete', 'application/json'),
    ]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 400]);
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
    expect(() => sandbox.control.fail3ds(intent.id)).toThrow(/succeeded/);
    expect((await answer('pi_none', 'complete', 'application/json')).status).toBe(404);
  });

  it('can be passed and still be declined', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_authenticationRequiredChargeDeclinedInsufficientFunds');
    expect(sandbox.control.complete3ds(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { decline_code: 'insufficient_funds' },
    });
  });

  it('refuses at once when the customer is not there', async () => {
    const offSession = await failureOf(
      bench.stripe.paymentIntents.create({
        amount: 1999,
        currency: 'eur',
        payment_method: 'pm_card_authenticationRequired',
        confirm: true,
        off_session: true,
      }),
    );
    expect(offSession).toMatchObject({ statusCode: 402, code: 'authentication_required' });
    expect(offSession.payment_intent?.status).toBe('requires_payment_method');
  });

  it('starts again when the amount changes during the challenge', async () => {
    const { sandbox, stripe } = bench;
    const intent = await pay(stripe, 'pm_card_authenticationRequired');
    const changed = await stripe.paymentIntents.update(intent.id, { amount: 2500 });
    expect(changed).toMatchObject({ status: 'requires_confirmation', next_action: null, amount: 2500 });
    expect(() => sandbox.control.complete3ds(intent.id)).toThrow(/requires_confirmation/);
  });
});
