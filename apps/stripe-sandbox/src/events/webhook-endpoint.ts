import { API_VERSION, type WebhookEndpoint } from '../world/resources';
import type { World } from '../world/world';

/** The endpoint that the start options configure keeps one id, so that a new address replaces the old one. */
export const CONFIGURED_ENDPOINT_ID = 'we_configuredatstart';

export interface NewWebhookEndpoint {
  url: string;
  enabledEvents: string[];
  description?: string | null;
  metadata?: Record<string, string>;
  id?: string;
  secret?: string;
}

export function insertWebhookEndpoint(world: World, given: NewWebhookEndpoint): WebhookEndpoint {
  return world.webhookEndpoints.insert({
    id: given.id ?? world.ids.next('we'),
    object: 'webhook_endpoint',
    api_version: API_VERSION,
    application: null,
    created: world.clock.now(),
    description: given.description ?? null,
    enabled_events: given.enabledEvents,
    livemode: false,
    metadata: given.metadata ?? {},
    secret: given.secret ?? `whsec_${world.ids.secret('whsec', 32)}`,
    status: 'enabled',
    url: given.url,
  });
}
