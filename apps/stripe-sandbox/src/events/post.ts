import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const TIMEOUT_MS = 10_000;

/**
 * Posts a body on a connection of its own, so that a consumer can shut down without waiting for the sandbox.
 * @returns the status code; redirects are not followed, as Stripe does not
 * @throws Error when no answer comes within ten seconds or the connection fails
 */
export function post(
  url: string,
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      { method: 'POST', agent: false, headers, signal, timeout: TIMEOUT_MS },
      (incoming) => {
        incoming.resume();
        incoming.once('error', reject);
        incoming.once('end', () => resolve(incoming.statusCode ?? 0));
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
