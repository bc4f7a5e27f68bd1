import type { SessionClient } from '@portolan/accounts';
import type { FastifyRequest } from 'fastify';

/** What a session is recognised by in the list of one's own. */
export function clientOf(request: Pick<FastifyRequest, 'headers' | 'ip'>): SessionClient {
  return { device: request.headers['user-agent'] ?? null, address: request.ip };
}
