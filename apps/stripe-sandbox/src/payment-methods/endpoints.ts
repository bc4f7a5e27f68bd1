import { needed, oneOf, text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { listPage, pageParams } from '../lists/paging';
import { refused } from '../http/stripe-problem';
import { attachPaymentMethod, usePaymentMethod } from './payment-methods';

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/payment_methods/:id',
  returns: 'payment_method',
  params: {},
  handle: (world, { id }) => usePaymentMethod(world, id, 'id'),
});

const attach = endpoint({
  method: 'POST',
  path: '/v1/payment_methods/:id/attach',
  returns: 'payment_method',
  params: { customer: needed(text()) },
  handle(world, { id, params }) {
    const customer = world.customers.get(params.customer, 'customer');
    return attachPaymentMethod(world, usePaymentMethod(world, id, 'id'), customer);
  },
});

const detach = endpoint({
  method: 'POST',
  path: '/v1/payment_methods/:id/detach',
  returns: 'payment_method',
  params: {},
  handle(world, { id }) {
    const method = world.paymentMethods.get(id);
    if (method.customer === null) throw refused('The payment method is not attached to a customer.');
    const previous = { customer: method.customer };
    method.customer = null;
    world.emit('payment_method.detached', method, previous);
    return method;
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/payment_methods',
  returns: 'list:payment_method',
  params: { ...pageParams, customer: needed(text()), type: oneOf('card', 'us_bank_account') },
  handle(world, { params, path }) {
    world.customers.get(params.customer, 'customer');
    return listPage(
      world.paymentMethods,
      path,
      params,
      (method) =>
        method.customer === params.customer && (params.type === undefined || method.type === params.type),
    );
  },
});

export const paymentMethodEndpoints = [retrieve, attach, detach, list];
