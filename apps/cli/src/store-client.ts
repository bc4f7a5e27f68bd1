import type { Credentials } from './credentials';
import { type ExitName, Failure, usage } from './failure';

export interface StoreAnswer {
  status: number;
  headers: Headers;
  // Answers of several routes; what is read is checked where it matters.
  body: unknown;
}

export interface StoreRequest {
  json?: unknown;
  raw?: Uint8Array;
  headers?: Record<string, string>;
}

interface Envelope {
  error?: {
    message?: string;
    errors?: { reason?: string }[];
    portolan?: { code?: string };
  };
}

/** Where the answer takes longer than any store should. */
const TIMEOUT_MS = 300_000;

/** A store, spoken to over HTTP. */
export class StoreClient {
  private readonly root: string;

  /** @throws Failure `usage` for something that is no address. */
  constructor(
    url: string | undefined,
    private readonly credentials: Credentials,
  ) {
    if (url === undefined || url === '') throw usage('Set PORTOLAN_URL to the address of the store.');
    this.root = rootOf(url);
  }

  /** Names the store in messages and in what is remembered about it. */
  get address(): string {
    return this.root;
  }

  /** @throws Failure for every answer that is no success, and `unreachable` for none at all. */
  async ask<T>(method: string, path: string, request: StoreRequest = {}): Promise<T> {
    const answer = await this.send(method, path, request);
    if (answer.status >= 300) throw refusalOf(answer);
    return answer.body as T;
  }

  /** Any answer, refusals too. @throws Failure `unreachable`. */
  async send(method: string, path: string, { json, raw, headers }: StoreRequest = {}): Promise<StoreAnswer> {
    const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
    try {
      const answer = await fetch(this.root + path, {
        method,
        // 308 is how an upload in pieces says that more is to come.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          authorization: `Bearer ${this.credentials.bearer()}`,
          ...(json !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
      });
      return { status: answer.status, headers: answer.headers, body: parse(await answer.text()) };
    } catch (error) {
      if (error instanceof Failure) throw error;
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const words = cause instanceof Error ? cause.message : String(cause);
      throw new Failure('unreachable', 'store-unreachable', `${this.root} does not answer: ${words}`);
    }
  }
}

/**
 * Origin and path, without a slash behind it. What was given is not repeated: it may hold a secret, and ends up in the log of a CI.
 * @throws Failure `usage`.
 */
function rootOf(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw usage('PORTOLAN_URL is no address such as https://store.example.');
  if (url.username !== '' || url.password !== '')
    throw usage('PORTOLAN_URL holds a user or a password: keys belong into PORTOLAN_KEY.');
  if (url.search !== '' || url.hash !== '')
    throw usage('PORTOLAN_URL has something behind a ? or a #: it is the address of the store alone.');
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

/** What the store said, sorted by what a caller would do about it. */
export function refusalOf({ status, body }: StoreAnswer): Failure {
  const { error } = (typeof body === 'object' && body !== null ? body : {}) as Envelope;
  const code = error?.portolan?.code ?? error?.errors?.[0]?.reason ?? `http-${status}`;
  const message = error?.message ?? `The store answered ${status}.`;
  return new Failure(exitOf(status, code), code, message);
}

function exitOf(status: number, code: string): ExitName {
  if (/^(apk|artifact)-/.test(code)) return 'package';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 409 || status === 412) return 'conflict';
  return status === 429 || status >= 500 ? 'unreachable' : 'refused';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
