import proxyAddr from '@fastify/proxy-addr';
import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';

/** A request id that a client sent is kept if it is harmless in a log and a header. */
const CLIENT_REQUEST_ID = /^[\w.:-]{1,100}$/;

/** What a bare request says of who sent it; the same for whoever answers it. */
export class ClientFacts {
  private readonly isTrusted: ReturnType<typeof proxyAddr.compile> | null;

  /** @param trustedProxies addresses and networks whose `X-Forwarded-For` is believed */
  constructor(readonly trustedProxies: readonly string[]) {
    this.isTrusted = trustedProxies.length === 0 ? null : proxyAddr.compile([...trustedProxies]);
  }

  /** The client's address, behind the proxies that are trusted. */
  addressOf(request: IncomingMessage): string {
    const address =
      this.isTrusted === null ? request.socket.remoteAddress : proxyAddr(request, this.isTrusted);
    return address ?? '';
  }

  requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
    const sent = headers['x-request-id'];
    return typeof sent === 'string' && CLIENT_REQUEST_ID.test(sent) ? sent : randomUUID();
  }
}
