import type { Customer, PaymentMethod } from '../world/resources';
import { missingResource, refused } from '../http/stripe-problem';
import type { World } from '../world/world';
import { findTestMethod, type TestMethod } from './test-methods';

export const NO_BILLING_DETAILS = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/**
 * The payment method that a request means: an existing one by id, or a new one for a documented
 * test name, as Stripe makes a fresh object each time such a name is used.
 * @throws StripeProblem `resource_missing`
 */
export function usePaymentMethod(world: World, idOrName: string, param = 'payment_method'): PaymentMethod {
  const existing = world.paymentMethods.find(idOrName);
  if (existing) return existing;
  const test = findTestMethod(idOrName);
  if (!test) throw missingResource('PaymentMethod', idOrName, param);
  const method = newPaymentMethod(world, test);
  world.testOrigins.insert({ id: method.id, name: idOrName });
  return world.paymentMethods.insert(method);
}

/** How an existing payment method behaves. */
export function behaviourOf(world: World, paymentMethodId: string): TestMethod {
  const origin = world.testOrigins.get(paymentMethodId, 'payment_method');
  const test = findTestMethod(origin.name);
  if (!test) throw missingResource('PaymentMethod', origin.name, 'payment_method');
  return test;
}

/** @throws StripeProblem 400 when another customer already has it */
export function attachPaymentMethod(world: World, method: PaymentMethod, customer: Customer): PaymentMethod {
  if (method.customer !== null && method.customer !== customer.id) {
    throw refused('The payment method is attached to another customer already.');
  }
  if (method.customer === null) {
    method.customer = customer.id;
    world.emit('payment_method.attached', method);
  }
  return method;
}

function newPaymentMethod(world: World, test: TestMethod): PaymentMethod {
  const common = {
    id: world.ids.next('pm'),
    object: 'payment_method' as const,
    allow_redisplay: 'unspecified' as const,
    billing_details: structuredClone(NO_BILLING_DETAILS),
    created: world.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: test.type,
  };
  return test.type === 'card'
    ? { ...common, card: cardOf(world, test) }
    : { ...common, us_bank_account: bankOf(test) };
}

const fingerprintOf = (test: TestMethod): string =>
  `fp${test.brand.replaceAll(' ', '')}${test.last4}`.slice(0, 16);

function cardOf(world: World, test: TestMethod): NonNullable<PaymentMethod['card']> {
  return {
    brand: test.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: test.country,
    display_brand: test.brand,
    exp_month: 12,
    exp_year: new Date(world.clock.nowMs()).getUTCFullYear() + 4,
    fingerprint: fingerprintOf(test),
    funding: test.funding,
    generated_from: null,
    last4: test.last4,
    networks: { available: [test.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}

function bankOf(test: TestMethod): NonNullable<PaymentMethod['us_bank_account']> {
  return {
    account_holder_type: 'individual',
    account_type: 'checking',
    bank_name: test.brand,
    financial_connections_account: null,
    fingerprint: fingerprintOf(test),
    last4: test.last4,
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: '110000000',
    status_details: null,
  };
}
