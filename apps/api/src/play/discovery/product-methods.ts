import type { PlayMethod } from './play-method';

const APP = 'applications/{packageName}';
const PRODUCTS = `${APP}/inappproducts`;
const product = `${PRODUCTS}/{sku}`;
const flag = { type: 'boolean' };
const latency = { latencyTolerance: { type: 'string' } };
const written = { autoConvertMissingPrices: flag, ...latency };
const SUBSCRIPTIONS = `${APP}/subscriptions`;
const subscription = `${SUBSCRIPTIONS}/{productId}`;
const word = { type: 'string' };
const SUBSCRIPTION = { request: 'Subscription', response: 'Subscription' };
const PRODUCT = { request: 'InAppProduct', response: 'InAppProduct' };

/** What is sold inside apps. */
export const PRODUCT_METHODS: readonly PlayMethod[] = [
  {
    id: 'inappproducts.list',
    verb: 'GET',
    path: PRODUCTS,
    query: { token: { type: 'string' } },
    response: 'InappproductsListResponse',
  },
  { id: 'inappproducts.get', verb: 'GET', path: product, response: 'InAppProduct' },
  {
    id: 'inappproducts.insert',
    verb: 'POST',
    path: PRODUCTS,
    query: { autoConvertMissingPrices: flag },
    ...PRODUCT,
  },
  {
    id: 'inappproducts.update',
    verb: 'PUT',
    path: product,
    query: { allowMissing: flag, ...written },
    ...PRODUCT,
  },
  { id: 'inappproducts.patch', verb: 'PATCH', path: product, query: written, ...PRODUCT },
  { id: 'inappproducts.delete', verb: 'DELETE', path: product, query: latency },
  {
    id: 'inappproducts.batchGet',
    verb: 'GET',
    path: `${PRODUCTS}:batchGet`,
    query: { sku: { type: 'string', repeated: true } },
    response: 'InappproductsBatchGetResponse',
  },
  {
    id: 'inappproducts.batchUpdate',
    verb: 'POST',
    path: `${PRODUCTS}:batchUpdate`,
    request: 'InappproductsBatchUpdateRequest',
    response: 'InappproductsBatchUpdateResponse',
  },
  {
    id: 'inappproducts.batchDelete',
    verb: 'POST',
    path: `${PRODUCTS}:batchDelete`,
    request: 'InappproductsBatchDeleteRequest',
  },
  {
    id: 'monetization.subscriptions.list',
    verb: 'GET',
    path: SUBSCRIPTIONS,
    query: { pageSize: { type: 'integer', format: 'int32' }, pageToken: word },
    response: 'ListSubscriptionsResponse',
  },
  { id: 'monetization.subscriptions.get', verb: 'GET', path: subscription, response: 'Subscription' },
  {
    id: 'monetization.subscriptions.create',
    verb: 'POST',
    path: SUBSCRIPTIONS,
    query: { productId: word, 'regionsVersion.version': word },
    ...SUBSCRIPTION,
  },
  {
    id: 'monetization.subscriptions.patch',
    verb: 'PATCH',
    path: subscription,
    query: {
      updateMask: { type: 'string', format: 'google-fieldmask' },
      allowMissing: flag,
      'regionsVersion.version': word,
      ...latency,
    },
    ...SUBSCRIPTION,
  },
];
