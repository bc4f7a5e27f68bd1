import { randomUUID } from 'node:crypto';
import type { Asked, Identity } from './identity';

/**
 * What may be asked of a route: `naming` an item in every way that the route knows, and what is asked of `everything`, whose
 * answer has to be the one from before the item was made. `none` says why neither is possible.
 */
export type RouteCase = { naming?: (item: Identity) => Asked[]; everything?: Asked[] } | { none: string };

const ACTIONS = ['list', 'acquire', 'redownload', 'update', 'renew'];
const TIMES = ['2020-01-01T00:00:00Z', '2200-01-01T00:00:00Z'];
const get = (path: string): Asked => ({ method: 'GET', path });
const key = () => ({ 'idempotency-key': randomUUID() });
const cursor = (sort: string, item: Identity) =>
  Buffer.from(JSON.stringify([sort, item.itemId])).toString('base64url');

/** Searches, pages and filters of a list. */
function listing(path: string, category: string): RouteCase {
  const of = (parameters: Record<string, string>) =>
    get(`${path}?${new URLSearchParams(parameters).toString()}`);
  return {
    naming: (item) => [
      ...[item.title, item.title.slice(0, 5), item.packageName, item.slug, item.itemId].flatMap((q) => [
        of({ q }),
        of({ q, sort: 'newest' }),
        of({ q, category }),
        of({ q, locale: 'de' }),
      ]),
      of({ cursor: cursor(item.title, item) }),
      of({ sort: 'newest', cursor: cursor('2026-05-01T00:00:00.000Z', item) }),
    ],
    everything: [
      get(path),
      of({ limit: '1' }),
      of({ sort: 'newest' }),
      of({ category }),
      of({ category: category.split('/')[0] ?? '' }),
      of({ q: 'phone' }),
      of({ q: 'org.leak' }),
      of({ q: 'e', locale: 'de' }),
    ],
  };
}

const MARKET = '/v1/storefront/DE';

/** Every route of the tags storefront, consumer and decisions, as openapi.json names it. */
export const ROUTES: Record<string, RouteCase> = {
  'GET /v1/storefront/{market}/apps': listing(`${MARKET}/apps`, 'app/tools'),
  'GET /v1/storefront/{market}/devices': listing(`${MARKET}/devices`, 'device/phone'),
  'GET /v1/storefront/{market}/categories': {
    everything: [get(`${MARKET}/categories`), get(`${MARKET}/categories?locale=de`)],
  },
  'GET /v1/storefront/{market}/apps/{packageName}': {
    naming: ({ packageName }) =>
      ['DE', 'US', 'JP'].flatMap((market) => [
        get(`/v1/storefront/${market}/apps/${packageName}`),
        get(`/v1/storefront/${market}/apps/${packageName}?locale=de`),
      ]),
  },
  'GET /v1/storefront/{market}/devices/{slug}': {
    naming: ({ slug }) =>
      ['DE', 'US', 'JP'].flatMap((market) => [
        get(`/v1/storefront/${market}/devices/${slug}`),
        get(`/v1/storefront/${market}/devices/${slug}?locale=de`),
      ]),
  },
  'POST /v1/storefront/{market}/updates': {
    naming: ({ packageName }) => {
      const ask = (more: object): Asked => ({
        method: 'POST',
        path: `${MARKET}/updates`,
        body: { installed: [{ packageName, versionCode: 1, ...more }] },
      });
      return [ask({}), ask({ versionCode: 0 }), ask({ certificateSha256: 'a'.repeat(64) })];
    },
  },
  'GET /v1/availability': {
    naming: ({ itemId, packageName, slug }) =>
      [`item=${itemId}`, `package=${packageName}`, `device=${slug}`].flatMap((name) => [
        ...ACTIONS.map((action) => get(`/v1/availability?${name}&market=DE&action=${action}`)),
        ...TIMES.map((at) => get(`/v1/availability?${name}&market=DE&at=${at}`)),
        get(`/v1/availability?${name}&market=DE&knownAt=${TIMES[0]}`),
        get(`/v1/availability?${name}&market=JP`),
      ]),
  },
  'POST /v1/availability/batch': {
    naming: ({ itemId }) => {
      const ask = (...questions: object[]): Asked => ({
        method: 'POST',
        path: '/v1/availability/batch',
        body: { questions: questions.map((more) => ({ item: itemId, market: 'DE', ...more })) },
      });
      return [
        ask(...ACTIONS.map((action) => ({ action }))),
        ask(...TIMES.map((at) => ({ at }))),
        ask({ market: 'JP' }),
      ];
    },
  },
  'POST /v1/orders': {
    naming: ({ itemId }) => {
      const ask = (market: string, more: object = {}): Asked => ({
        method: 'POST',
        path: '/v1/orders',
        headers: key(),
        body: { market, items: [{ itemId }], ...more },
      });
      return [ask('DE'), ask('US'), ask('JP'), ask('DE', { paymentMethod: 'pm_card_visa' })];
    },
  },
  'GET /v1/orders': { everything: [get('/v1/orders')] },
  'GET /v1/orders/{orderId}': { naming: ({ itemId }) => [get(`/v1/orders/${itemId}`)] },
  'POST /v1/orders/{orderId}/pay': {
    naming: ({ itemId }) => [
      {
        method: 'POST',
        path: `/v1/orders/${itemId}/pay`,
        headers: key(),
        body: { paymentMethod: 'pm_card_visa' },
      },
    ],
  },
  'POST /v1/orders/{orderId}/refund': {
    naming: ({ itemId }) => [
      {
        method: 'POST',
        path: `/v1/orders/${itemId}/refund`,
        headers: key(),
        body: { reason: 'changed-mind' },
      },
    ],
  },
  'GET /v1/library': { everything: [get('/v1/library'), get('/v1/library?locale=de')] },
  'GET /v1/library/tests': { everything: [get('/v1/library/tests'), get('/v1/library/tests?locale=de')] },
  'GET /v1/library/{packageName}/download': {
    naming: ({ packageName }) => [get(`/v1/library/${packageName}/download`)],
  },
  'GET /v1/storefront/{market}/apps/{packageName}/products': {
    naming: ({ packageName }) =>
      ['DE', 'US', 'JP'].flatMap((market) => [
        get(`/v1/storefront/${market}/apps/${packageName}/products`),
        get(`/v1/storefront/${market}/apps/${packageName}/products?locale=de&limit=1`),
      ]),
  },
  'GET /v1/storefront/{market}/apps/{packageName}/ratings': {
    naming: ({ packageName }) =>
      ['DE', 'US', 'JP'].map((market) => get(`/v1/storefront/${market}/apps/${packageName}/ratings`)),
  },
  'GET /v1/library/{packageName}/rating': {
    naming: ({ packageName }) => [get(`/v1/library/${packageName}/rating`)],
  },
  'PUT /v1/library/{packageName}/rating': {
    naming: ({ packageName }) => [
      { method: 'PUT', path: `/v1/library/${packageName}/rating`, body: { stars: 1, locale: 'de' } },
    ],
  },
  'DELETE /v1/library/{packageName}/rating': {
    naming: ({ packageName }) => [{ method: 'DELETE', path: `/v1/library/${packageName}/rating` }],
  },
  'PUT /v1/library/{packageName}/open-test': {
    naming: ({ packageName }) => [{ method: 'PUT', path: `/v1/library/${packageName}/open-test` }],
  },
  'DELETE /v1/library/{packageName}/open-test': {
    naming: ({ packageName }) => [{ method: 'DELETE', path: `/v1/library/${packageName}/open-test` }],
  },
  'GET /v1/images/{image}': {
    none: 'A picture is named by the hash of its bytes: whoever can name it has it, and the name says nothing of the item.',
  },
  'GET /v1/library/shared-packages/{token}': {
    none: 'A link is 32 random bytes, and answers only who is of the team or named as a tester; a name in its place is no link.',
  },
  'GET /v1/downloads/{token}': {
    none: 'A token names a file that the store itself signed for one buyer; a name in its place is no token.',
  },
};
