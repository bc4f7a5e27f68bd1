import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDPOINTS } from '../src/http/server';
import { pay, useSandbox } from './support';

const SPEC = join(__dirname, '../../../../shared/data/stripe/spec3.2023-08-16.json');

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: { properties?: Record<string, unknown> } }> };
}
interface Spec {
  components: { schemas: Record<string, { properties: Record<string, unknown>; required?: string[] }> };
  paths: Record<string, Record<string, Operation>>;
}

/** Fields that Stripe added after the document of 2023; the compiler checks them against the client's types. */
const NEWER_FIELDS: Record<string, string[]> = {
  payment_intent: [
    'allowed_payment_method_types',
    'customer_account',
    'excluded_payment_method_types',
    'managed_payments',
    'payment_method_configuration_details',
    'payment_record',
    'source',
  ],
  charge: ['source'],
  refund: ['customer', 'customer_account', 'destination_details', 'payment_method'],
  dispute: ['enhanced_eligibility_types', 'intended_submission_method'],
  balance_transaction: ['balance_type'],
  payment_method: ['allow_redisplay', 'customer_account'],
};

const present = existsSync(SPEC);

const title = 'The contract: Stripe’s OpenAPI document of 2023-08-16';
(present ? describe : describe.skip)(present ? title : `${title} (skipped: no ../shared/data)`, () => {
  const bench = useSandbox();
  const spec = present ? (JSON.parse(readFileSync(SPEC, 'utf8')) as Spec) : undefined;

  async function bodies(): Promise<Record<string, object[]>> {
    const { sandbox, stripe } = bench;
    const customer = await stripe.customers.create({ email: 'a@example.com' });
    await pay(stripe, 'pm_card_visa', { customer: customer.id, setup_future_usage: 'off_session' });
    await pay(stripe, 'pm_card_authenticationRequired');
    await pay(stripe, 'pm_card_createDispute');
    await pay(stripe, 'pm_card_chargeDeclined').catch(() => undefined);
    await pay(stripe, 'pm_usBankAccount_success', { currency: 'usd' });
    const failing = await pay(stripe, 'pm_card_refundFail');
    await stripe.refunds.create({ payment_intent: failing.id });
    sandbox.control.advanceClock(120);
    const endpoint = await stripe.webhookEndpoints.create({
      url: 'http://127.0.0.1:9/',
      enabled_events: ['plan.created'],
    });
    return {
      payment_intent: (await stripe.paymentIntents.list()).data,
      charge: (await stripe.charges.list({ expand: ['data.refunds'] })).data,
      refund: (await stripe.refunds.list()).data,
      dispute: (await stripe.disputes.list()).data,
      balance: [await stripe.balance.retrieve()],
      balance_transaction: (await stripe.balanceTransactions.list()).data,
      customer: (await stripe.customers.list()).data,
      payment_method: (await stripe.paymentMethods.list({ customer: customer.id })).data,
      event: (await stripe.events.list({ limit: 100 })).data,
      webhook_endpoint: [endpoint],
    };
  }

  it('knows every field of our bodies, and we know every field that it requires', async () => {
    const problems: string[] = [];
    for (const [type, list] of Object.entries(await bodies())) {
      const schema = spec?.components.schemas[type];
      expect([type, list.length > 0, schema !== undefined]).toEqual([type, true, true]);
      const known = new Set([
        ...Object.keys(schema?.properties ?? {}),
        ...(NEWER_FIELDS[type] ?? []),
        'lastResponse',
      ]);
      for (const body of list) {
        problems.push(
          ...Object.keys(body)
            .filter((name) => !known.has(name))
            .map((name) => `${type}.${name} is unknown`),
        );
        const required = schema?.required ?? [];
        problems.push(
          ...required.filter((name) => !(name in body)).map((name) => `${type}.${name} is missing`),
        );
      }
    }
    expect([...new Set(problems)]).toEqual([]);
  });

  it.each(ENDPOINTS.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s exists with our parameters',
    (_name, ours) => {
      const pattern = new RegExp(`^${ours.path.replaceAll(':id', '\\{[a-z_]+\\}')}$`);
      const path = Object.keys(spec?.paths ?? {}).find((candidate) => pattern.test(candidate));
      const operation = spec?.paths[path ?? '']?.[ours.method.toLowerCase()];
      expect([path, operation !== undefined]).toEqual([expect.any(String), true]);
      const known = [
        ...(operation?.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name),
        ...Object.keys(
          operation?.requestBody?.content['application/x-www-form-urlencoded']?.schema.properties ?? {},
        ),
      ];
      expect(Object.keys(ours.params).filter((name) => !known.includes(name))).toEqual([]);
    },
  );
});
