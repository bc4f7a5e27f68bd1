import { text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { listPage, listParams } from '../lists/paging';
import { findFor } from './client-secret';
import { searchPage, searchParams } from '../lists/search';

export const retrieve = endpoint({
  method: 'GET',
  path: '/v1/payment_intents/:id',
  returns: 'payment_intent',
  params: { client_secret: text() },
  client: true,
  handle: (world, { id, caller, params }) => findFor(world, id, caller, params.client_secret),
});

export const list = endpoint({
  method: 'GET',
  path: '/v1/payment_intents',
  returns: 'list:payment_intent',
  params: { ...listParams, customer: text() },
  handle: (world, { params, path }) =>
    listPage(
      world.paymentIntents,
      path,
      params,
      (intent) => params.customer === undefined || intent.customer === params.customer,
    ),
});

/** Finds at once what Stripe finds up to a minute later. */
export const search = endpoint({
  method: 'GET',
  path: '/v1/payment_intents/search',
  returns: 'list:payment_intent',
  params: searchParams,
  handle: (world, { params, path }) => searchPage(world.paymentIntents.newestFirst(), path, params),
});
