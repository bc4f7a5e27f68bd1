import { clearable, hash, metadata, text, type Values } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { mergeMetadata } from '../http/metadata';
import { listPage, listParams } from '../lists/paging';
import { attachPaymentMethod, usePaymentMethod } from '../payment-methods/payment-methods';
import type { Customer } from '../world/resources';
import type { World } from '../world/world';

const details = {
  address: clearable(
    hash({
      city: text(),
      country: text(2),
      line1: text(),
      line2: text(),
      postal_code: text(40),
      state: text(),
    }),
  ),
  description: clearable(text()),
  email: clearable(text(512)),
  metadata,
  name: clearable(text(256)),
  phone: clearable(text(40)),
};

const create = endpoint({
  method: 'POST',
  path: '/v1/customers',
  returns: 'customer',
  params: { ...details, payment_method: text() },
  handle(world, { params }) {
    const method =
      params.payment_method === undefined ? undefined : usePaymentMethod(world, params.payment_method);
    const customer = draft(world);
    apply(customer, params);
    world.customers.insert(customer);
    world.emit('customer.created', customer);
    if (method) attachPaymentMethod(world, method, customer);
    return customer;
  },
});

const update = endpoint({
  method: 'POST',
  path: '/v1/customers/:id',
  returns: 'customer',
  params: details,
  handle(world, { id, params }) {
    const customer = world.customers.get(id);
    apply(customer, params);
    world.emit('customer.updated', customer);
    return customer;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/customers/:id',
  returns: 'customer',
  params: {},
  handle: (world, { id }) => world.customers.get(id),
});

const remove = endpoint({
  method: 'DELETE',
  path: '/v1/customers/:id',
  returns: 'customer',
  params: {},
  handle(world, { id }) {
    const customer = world.customers.get(id);
    for (const method of world.paymentMethods.where((one) => one.customer === id)) method.customer = null;
    world.customers.remove(id);
    world.emit('customer.deleted', customer);
    return { id, object: 'customer', deleted: true };
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/customers',
  returns: 'list:customer',
  params: { ...listParams, email: text() },
  handle: (world, { params, path }) =>
    listPage(
      world.customers,
      path,
      params,
      (customer) => params.email === undefined || customer.email === params.email,
    ),
});

function apply(customer: Customer, given: Values<typeof details>): void {
  const { address, description, email, name, phone } = given;
  if (address !== undefined) {
    const empty = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
    const known = Object.entries(address ?? {}).filter(([, value]) => value !== undefined);
    customer.address = address === null ? null : { ...empty, ...Object.fromEntries(known) };
  }
  if (description !== undefined) customer.description = description;
  if (email !== undefined) customer.email = email;
  if (name !== undefined) customer.name = name;
  if (phone !== undefined) customer.phone = phone;
  customer.metadata = mergeMetadata(customer.metadata, given.metadata);
}

function draft(world: World): Customer {
  return {
    id: world.ids.next('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: world.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: world.ids.secret('invoice_prefix', 8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export const customerEndpoints = [create, update, retrieve, remove, list];
