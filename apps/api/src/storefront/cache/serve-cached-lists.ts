import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestCounts } from '../../auth/limits/request-counts';
import { etagOf, matchesTag, PreparedAnswer } from './conditional-get';
import type { PublicLists } from '../public-lists';
import { market as marketSchema, localeQuery, shelfQuery } from '../schemas';
import { wantedLocales } from '../wanted-locales';
import type { CachedList, ListCache, ListKey } from './list-cache';

type ListKind = 'apps' | 'devices' | 'categories';
/** The routes whose answers are the same for everybody who asks in the same languages. */
const LIST_ROUTES = new Map<string | undefined, ListKind>([
  ['/v1/storefront/:market/apps', 'apps'],
  ['/v1/storefront/:market/devices', 'devices'],
  ['/v1/storefront/:market/categories', 'categories'],
]);
const KEY = Symbol('portolan:list-key');

type ListRequest = FastifyRequest & { [KEY]?: ListKey };

/** What the hooks work with, once the application is put together. */
export interface ListServices {
  readonly cache: ListCache;
  readonly lists: PublicLists;
  readonly counts: RequestCounts;
}

/**
 * Answers public lists before the pipeline is entered: as bytes that are known, or put together in memory. What they are headed with is
 * what the pipeline sent with the first list. The rate limit counts both alike, the log and the metrics see both, and whoever
 * sends credentials, asks wrongly or asks too much takes the long way, where that is answered. Must be registered before all other hooks.
 * @param services null until the application is put together
 */
export function serveCachedLists(fastify: FastifyInstance, services: () => ListServices | null): void {
  fastify.addHook('onRequest', (request: ListRequest, reply: FastifyReply, done) => {
    const kind = LIST_ROUTES.get(request.routeOptions.url);
    const known = services();
    if (kind === undefined || known === null) return done();
    const { raw } = request;
    const { authorization, cookie, 'accept-language': language } = raw.headers;
    if (raw.method !== 'GET' || authorization !== undefined || cookie !== undefined) return done();
    const key = known.cache.keyOf(raw.url ?? '', language);
    if (key === null) return done();
    const answer = known.cache.find(key);
    // The guard refuses, in its own words.
    if (known.counts.isSpent(request.ip)) return done();
    if (answer !== undefined) return send(request, reply, known.cache, answer, known.counts.take(request.ip));
    if (!known.cache.knowsHeads) {
      request[KEY] = key;
      return done();
    }
    assemble(known, kind, key, request, reply).then(
      (isSent) => {
        if (!isSent) done();
      },
      () => done(),
    );
  });

  fastify.addHook('onSend', (request: ListRequest, reply: FastifyReply, payload, done) => {
    const key = request[KEY];
    if (key !== undefined && reply.statusCode === 200 && typeof payload === 'string')
      services()?.cache.keepSent(key, Buffer.from(payload), reply.getHeaders(), rawNames(reply.raw));
    done(null, payload);
  });
}

/** Node has it, and its types have not. */
function rawNames(response: object): string[] {
  return (response as { getRawHeaderNames(): string[] }).getRawHeaderNames();
}

/** @returns false for what the pipeline has to refuse. @throws whatever it will throw again. */
async function assemble(
  { cache, lists, counts }: ListServices,
  kind: ListKind,
  key: ListKey,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const params = request.params as Record<string, unknown>;
  const market = marketSchema.safeParse(params.market);
  const locales = wantedLocales(request.query as Record<string, unknown>, request.headers['accept-language']);
  if (!market.success) return false;
  let made: PreparedAnswer;
  if (kind === 'categories') {
    if (!localeQuery.safeParse(request.query).success) return false;
    const answer = await lists.categories(market.data, locales);
    made = new PreparedAnswer(answer.epoch, JSON.stringify(answer));
  } else {
    const query = shelfQuery.safeParse(request.query);
    // Whether apps run on somebody's device is theirs to know.
    if (!query.success || query.data.device !== undefined) return false;
    made = await lists[kind](market.data, query.data, locales);
  }
  const answer = cache.keep(key, Buffer.from(made.json), etagOf(made.epoch, made.json));
  if (answer === null) return false;
  send(request, reply, cache, answer, counts.take(request.ip));
  return true;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  cache: ListCache,
  answer: CachedList,
  limits: readonly string[],
): void {
  reply.hijack();
  const response = reply.raw;
  const isKnown = matchesTag(request.raw.headers['if-none-match'], answer.etag);
  response.writeHead(isKnown ? 304 : 200, cache.headersOf(answer, isKnown, request.id, limits));
  response.end(isKnown ? undefined : answer.body);
}
