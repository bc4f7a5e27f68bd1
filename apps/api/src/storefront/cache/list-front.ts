import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestCounts } from '../../auth/limits/request-counts';
import type { ClientFacts } from '../../http/server/client-facts';
import type { RequestRecords } from '../../http/server/request-records';
import type { PublicLists } from '../public-lists';
import { matchesTag } from './conditional-get';
import type { CachedList, ListCache, ListKey } from './list-cache';
import { ListQuestions } from './list-question';

/** The routes whose answers are the same for everybody who asks in the same languages. */
const LIST_ROUTE = /^\/v1\/storefront\/:market\/(apps|devices|categories)$/;
const PREFIX = '/v1/storefront/';
const KEY = Symbol('portolan:list-key');

type ListRequest = FastifyRequest & { [KEY]?: ListKey };

/** What the front works with, once the application is put together. */
export interface ListServices {
  readonly cache: ListCache;
  readonly lists: PublicLists;
  readonly counts: RequestCounts;
  readonly records: RequestRecords;
}

interface Waiting {
  readonly response: ServerResponse;
  readonly answer: CachedList;
  readonly isKnown: boolean;
  readonly requestId: string;
  readonly limits: readonly string[];
  /** `performance.now()` */
  readonly since: number;
}

/**
 * Answers public lists before the framework is entered: as bytes that are known, or put together in memory. What they are headed with
 * is what the pipeline sent with the first list. The rate limit counts both alike, the log and the metrics see both, and
 * whoever sends credentials, asks wrongly or asks too much takes the long way, where that is answered.
 *
 * Answers leave at the end of the turn in which their requests were read, all at once: each write that wakes a waiting client costs more
 * than the rest of the answer (docs/adr/0017).
 */
export class ListFront {
  private readonly questions = new ListQuestions();
  private services: ListServices | null = null;
  private isClosing = false;
  private waiting: Waiting[] = [];

  constructor(private readonly client: ClientFacts) {}

  open(services: ListServices, fastify: FastifyInstance): void {
    this.services = services;
    fastify.addHook('preClose', (done) => {
      // Fastify tells clients of a server that closes.
      this.isClosing = true;
      done();
    });
  }

  /** Learns what the pipeline answers; must be called before any other hooks are added. */
  learn(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request: ListRequest, _reply, done) => {
      const { raw } = request;
      const isList = LIST_ROUTE.test(request.routeOptions.url ?? '');
      if (this.services !== null && isList && isForAnybody(raw) && !isOfDevice(request.query)) {
        const key = this.services.cache.keyOf(raw.url ?? '', raw.headers['accept-language']);
        if (key !== null) request[KEY] = key;
      }
      done();
    });
    fastify.addHook('onSend', (request: ListRequest, reply: FastifyReply, payload, done) => {
      const key = request[KEY];
      if (key !== undefined && reply.statusCode === 200 && Buffer.isBuffer(payload))
        this.services?.cache.keepSent(
          { ...key, route: request.routeOptions.url ?? '' },
          payload,
          reply.getHeaders(),
          rawNames(reply.raw),
        );
      done(null, payload);
    });
  }

  /** @returns whether the request is answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { services } = this;
    const url = request.url ?? '';
    if (services === null || this.isClosing || !url.startsWith(PREFIX) || !isForAnybody(request))
      return false;
    const since = performance.now();
    const address = this.client.addressOf(request);
    // The guard refuses, in its own words.
    if (services.counts.isSpent(address)) return false;
    const language = request.headers['accept-language'];
    const key = services.cache.keyOf(url, language);
    if (key === null) return false;
    const answer = services.cache.find(key) ?? this.assemble(services, key, url, language);
    if (answer === null) return false;
    this.send(services, {
      response,
      answer,
      isKnown: matchesTag(request.headers['if-none-match'], answer.etag),
      requestId: this.client.requestIdOf(request),
      limits: services.counts.take(address),
      since,
    });
    return true;
  }

  private assemble(
    { cache, lists }: ListServices,
    key: ListKey,
    url: string,
    language: string | undefined,
  ): CachedList | null {
    if (!cache.knowsHeads) return null;
    const question = this.questions.read(key.name, url, language);
    if (question === null) return null;
    try {
      const made = lists.known(question);
      return made === null
        ? null
        : cache.keep({ ...key, route: routeOf(question.kind) }, made.json, made.etag);
    } catch {
      // The pipeline will fail alike, and say it.
      return null;
    }
  }

  private send(services: ListServices, waiting: Waiting): void {
    if (this.waiting.push(waiting) === 1) setImmediate(() => this.flush(services));
  }

  private flush({ cache, records }: ListServices): void {
    const { waiting } = this;
    this.waiting = [];
    for (const { response, answer, isKnown, requestId, limits } of waiting) {
      response.writeHead(isKnown ? 304 : 200, cache.headersOf(answer, isKnown, requestId, limits));
      response.end(isKnown ? undefined : answer.body);
    }
    const now = performance.now();
    for (const { answer, isKnown, requestId, since } of waiting) {
      const status = isKnown ? 304 : 200;
      records.add({ requestId, method: 'GET', route: answer.route, status, milliseconds: now - since });
    }
  }
}

/** Longer addresses and languages take the long way: nothing is remembered of them. */
const REMEMBERED_MAX = 500;

/** Of a request that says nothing of who asks, and little enough to remember. */
function isForAnybody({ method, url = '', headers }: IncomingMessage): boolean {
  const { authorization, cookie, 'accept-language': language = '' } = headers;
  const isShort = url.length <= REMEMBERED_MAX && language.length <= REMEMBERED_MAX;
  return method === 'GET' && isShort && authorization === undefined && cookie === undefined;
}

/** Whether apps run on somebody's device follows rules that are no part of the store's mark. */
function isOfDevice(query: unknown): boolean {
  return typeof query === 'object' && query !== null && 'device' in query;
}

function routeOf(kind: string): string {
  return `/v1/storefront/:market/${kind}`;
}

/** Node has it, and its types have not. */
function rawNames(response: object): string[] {
  return (response as { getRawHeaderNames(): string[] }).getRawHeaderNames();
}
