import fc from 'fast-check';
import Stripe from 'stripe';
import { parseForm } from '../src/http/form';
import { clientOf, failureOf, pay, useSandbox } from './support';

describe('The protocol', () => {
  const bench = useSandbox({ seed: 'protocol' });
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${bench.sandbox.url}${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${bench.sandbox.secretKey}`, ...init.headers },
    });

  it.each([
    [undefined, 401],
    ['Bearer sk_live_abcdefgh', 401],
    ['Bearer nonsense', 401],
    ['Digest x', 401],
    [`Basic ${Buffer.from('sk_test_abcdefgh:').toString('base64')}`, 200],
    ['Bearer sk_test_of_anybody', 200],
  ])('answers authorization %s with %i', async (authorization, status) => {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const response = await fetch(`${bench.sandbox.url}/v1/customers`, { headers });
    expect(response.status).toBe(status);
    if (status === 401)
      expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('gives the official client the error classes it knows', async () => {
    const wrong = clientOf(bench.sandbox, 'sk_live_abcdefgh');
    expect(await failureOf(wrong.customers.list())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    const account = { stripeAccount: 'acct_other' };
    expect(await failureOf(bench.stripe.customers.list({}, account))).toBeInstanceOf(
      Stripe.errors.StripePermissionError,
    );
    const none = await failureOf(bench.stripe.paymentIntents.retrieve('pi_none'));
    expect(none).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'intent' });
    expect(none.requestId).toMatch(/^req_/);
    expect((await failureOf(bench.stripe.products.list())).statusCode).toBe(404);
  });

  it('carries request id and version', async () => {
    const response = await call('/v1/customers', { headers: { 'Stripe-Version': '2024-06-20' } });
    expect(response.headers.get('request-id')).toMatch(/^req_/);
    expect(response.headers.get('stripe-version')).toBe('2024-06-20');
    expect((await call('/v1/customers')).headers.get('stripe-version')).toBe(Stripe.API_VERSION);
  });

  it('pages forwards, backwards and to the end', async () => {
    const { stripe } = bench;
    const made: string[] = [];
    for (let count = 0; count < 25; count++)
      made.unshift((await stripe.customers.create({ name: `c${count}` })).id);
    const seen: string[] = [];
    for await (const customer of stripe.customers.list({ limit: 7 })) seen.push(customer.id);
    expect(seen).toEqual(made);
    const back: string[] = [];
    for await (const customer of stripe.customers.list({ limit: 7, ending_before: made[20] }))
      back.push(customer.id);
    expect(back).toEqual(made.slice(0, 20).reverse());
    const first = await stripe.customers.list();
    expect([first.data.length, first.has_more, first.url]).toEqual([10, true, '/v1/customers']);
    expect((await failureOf(stripe.customers.list({ limit: 101 }))).param).toBe('limit');
    expect((await failureOf(stripe.customers.list({ starting_after: 'cus_none' }))).param).toBe(
      'starting_after',
    );
    const now = bench.sandbox.control.now();
    expect((await stripe.customers.list({ created: { gt: now } })).data).toEqual([]);
    expect((await stripe.customers.list({ created: { lte: now } })).data).toHaveLength(10);
  });

  it('keeps customers and their cards', async () => {
    const { stripe } = bench;
    const customer = await stripe.customers.create({
      email: 'a@example.com',
      address: { city: 'Bonn' },
      metadata: { a: '1' },
      payment_method: 'pm_card_visa',
    });
    const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
    expect(method?.card?.last4).toBe('4242');
    const intent = await pay(stripe, method?.id ?? '', {
      customer: customer.id,
      expand: ['customer', 'payment_method'],
    });
    expect(intent).toMatchObject({
      customer: { email: 'a@example.com' },
      payment_method: { id: method?.id },
    });
    const changed = await stripe.customers.update(customer.id, { email: '', metadata: { b: '2' } });
    expect(changed).toMatchObject({ email: null, metadata: { a: '1', b: '2' }, address: { city: 'Bonn' } });
    const other = await stripe.customers.create({});
    expect(
      (await failureOf(stripe.paymentMethods.attach(method?.id ?? '', { customer: other.id }))).statusCode,
    ).toBe(400);
    expect((await stripe.paymentMethods.detach(method?.id ?? '')).customer).toBeNull();
    expect(await stripe.customers.del(customer.id)).toMatchObject({ deleted: true });
    expect((await failureOf(stripe.customers.retrieve(customer.id))).code).toBe('resource_missing');
  });

  it('makes the same ids from the same seed', async () => {
    const first = (await pay(bench.stripe, 'pm_card_visa')).client_secret;
    bench.sandbox.control.reset();
    await bench.stripe.customers.list();
    expect((await pay(bench.stripe, 'pm_card_visa')).client_secret).toBe(first);
  });

  it.each([
    ['a body that is too large', 'POST', '/v1/customers', `name=${'x'.repeat(1024 * 1024)}`, 413],
    ['too many parameters', 'POST', '/v1/customers', 'a=1&'.repeat(1001), 400],
    ['too deep a name', 'POST', '/v1/customers', 'a[b][c][d][e][f][g]=1', 400],
    ['a broken name', 'POST', '/v1/customers', 'a[b=1', 400],
    ['a value and a hash', 'POST', '/v1/customers', 'metadata=&metadata[a]=1', 400],
    ['a reserved name', 'POST', '/v1/customers', '__proto__[x]=1', 400],
    [
      'too much metadata',
      'POST',
      '/v1/customers',
      [...Array(51).keys()].map((n) => `metadata[k${n}]=1`).join('&'),
      400,
    ],
    [
      'too deep an expansion',
      'GET',
      '/v1/charges?expand[]=data.customer.customer.customer.customer',
      undefined,
      400,
    ],
    ['an unknown operation', 'GET', '/v1/unknown', undefined, 404],
  ])('refuses %s', async (_name, method, path, body, status) => {
    const headers: Record<string, string> =
      body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' };
    const response = await call(path, { method, body, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect((await bench.stripe.customers.list()).data).toEqual([]);
  });

  it('refuses JSON where a form belongs', async () => {
    const response = await call('/v1/customers', {
      method: 'POST',
      body: '{"name":"x"}',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(response.status).toBe(400);
  });

  it('never fails on any form, whatever it says', async () => {
    const name = fc.stringMatching(/^(amount|currency|metadata|expand|shipping|x)(\[[a-z0-9_]{0,3}\]){0,3}$/);
    const pairs = fc.array(fc.tuple(name, fc.string({ maxLength: 20 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(pairs, async (form) => {
        const body = new URLSearchParams(form);
        const response = await call('/v1/payment_intents', { method: 'POST', body });
        expect([200, 400]).toContain(response.status);
      }),
      { numRuns: 300 },
    );
  });

  it('reads back what the client writes', () => {
    const leaf = fc.string({ maxLength: 10 });
    const key = fc.stringMatching(/^[a-z_]{1,8}$/);
    const tree = fc.dictionary(
      key,
      fc.oneof(
        leaf,
        fc.array(leaf, { minLength: 1, maxLength: 4 }),
        fc.dictionary(key, leaf, { minKeys: 1 }),
      ),
      {
        noNullPrototype: true,
      },
    );
    const encode = (prefix: string, value: unknown): [string, string][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([name, item]) => encode(prefix ? `${prefix}[${name}]` : name, item))
        : [[prefix, String(value)]];
    fc.assert(
      fc.property(tree, (value) => {
        const parsed = parseForm(new URLSearchParams(encode('', value)).toString());
        expect(JSON.parse(JSON.stringify(parsed))).toEqual(value);
      }),
    );
  });
});
