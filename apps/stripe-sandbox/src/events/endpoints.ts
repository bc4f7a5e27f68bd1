import { bool, clearable, link, list as listOf, metadata, needed, text } from '../http/fields';
import { endpoint } from '../http/endpoint';
import { mergeMetadata } from '../http/metadata';
import { listPage, listParams, pageParams } from '../lists/paging';
import type { WebhookEndpoint } from '../world/resources';
import { insertWebhookEndpoint } from './webhook-endpoint';

const retrieveEvent = endpoint({
  method: 'GET',
  path: '/v1/events/:id',
  returns: 'event',
  params: {},
  handle: (world, { id }) => world.events.get(id),
});

/** `type` may end in `*`: `charge.*`. */
const listEvents = endpoint({
  method: 'GET',
  path: '/v1/events',
  returns: 'list:event',
  params: { ...listParams, delivery_success: bool, type: text(100), types: listOf(text(100), 20) },
  handle(world, { params, path }) {
    const matchesType = (type: string): boolean => {
      const pattern = params.type;
      if (params.types !== undefined) return params.types.includes(type);
      return (
        pattern === undefined ||
        pattern === type ||
        (pattern.endsWith('*') && type.startsWith(pattern.slice(0, -1)))
      );
    };
    return listPage(
      world.events,
      path,
      params,
      (event) =>
        matchesType(event.type) &&
        (params.delivery_success === undefined || (event.pending_webhooks === 0) === params.delivery_success),
    );
  },
});

const withoutSecret = ({ secret: _secret, ...rest }: WebhookEndpoint): object => rest;

const createWebhook = endpoint({
  method: 'POST',
  path: '/v1/webhook_endpoints',
  returns: 'webhook_endpoint',
  params: {
    description: clearable(text()),
    enabled_events: needed(listOf(text(100), 300)),
    metadata,
    url: needed(link),
  },
  handle: (world, { params }) =>
    insertWebhookEndpoint(world, {
      url: params.url,
      enabledEvents: params.enabled_events,
      description: params.description ?? null,
      metadata: mergeMetadata(null, params.metadata),
    }),
});

const retrieveWebhook = endpoint({
  method: 'GET',
  path: '/v1/webhook_endpoints/:id',
  returns: 'webhook_endpoint',
  params: {},
  handle: (world, { id }) => withoutSecret(world.webhookEndpoints.get(id)),
});

const listWebhooks = endpoint({
  method: 'GET',
  path: '/v1/webhook_endpoints',
  returns: 'list:webhook_endpoint',
  params: pageParams,
  handle(world, { params, path }) {
    const page = listPage(world.webhookEndpoints, path, params);
    return { ...page, data: page.data.map(withoutSecret) };
  },
});

const deleteWebhook = endpoint({
  method: 'DELETE',
  path: '/v1/webhook_endpoints/:id',
  returns: 'webhook_endpoint',
  params: {},
  handle(world, { id }) {
    world.webhookEndpoints.get(id);
    world.webhookEndpoints.remove(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
});

export const eventEndpoints = [
  retrieveEvent,
  listEvents,
  createWebhook,
  retrieveWebhook,
  listWebhooks,
  deleteWebhook,
];
