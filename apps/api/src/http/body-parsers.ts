import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyRequest } from 'fastify';
import { createGunzip } from 'node:zlib';

/** Largest JSON body. Packages and images come as raw streams, which are measured by whoever reads them. */
export const JSON_BODY_LIMIT = 1024 * 1024;

/** Routes that need the exact bytes, because they are signed: nothing is parsed before the signature holds. */
const RAW_ROUTES = /^\/v1\/webhooks\//;

/** OAuth sends its requests as forms (RFC 6749); nothing else here takes one. */
const FORM_ROUTES = /^(\/token|\/oauth2\/v4\/token)(\?|$)/;
/**
 * Tools that publish to Google Play: their uploads come as any media type, their empty bodies as forms, and their JSON may be
 * compressed.
 */
export const PLAY_ROUTES = /^\/(upload\/)?androidpublisher\//;
const UPLOAD_ROUTES = /^\/upload\/androidpublisher\//;
const FORM_TYPE = 'application/x-www-form-urlencoded';
const FORM_LIMIT = 16 * 1024;

/** Media types of packages; their bodies are handed to the route as a stream (`request.raw`). */
export const STREAMED_TYPES = ['application/vnd.android.package-archive', 'application/octet-stream'];
/** Likewise of pictures. */
export const STREAMED_IMAGE_TYPES = ['image/png', 'image/jpeg'];
export const CSV_TYPES = ['text/csv'];

type Done = (error: Error | null, body?: unknown) => void;

/** Sets up how bodies are read, before any route exists. */
export function registerBodyParsers(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const secureJson = fastify.getDefaultJsonParser('error', 'error') as (
    request: FastifyRequest,
    body: string,
    done: Done,
  ) => void;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer', bodyLimit: JSON_BODY_LIMIT },
    (request: FastifyRequest, body: Buffer, done: Done) => {
      if (RAW_ROUTES.test(request.url)) done(null, body);
      else secureJson(request, body.toString('utf8'), done);
    },
  );
  fastify.addContentTypeParser(
    FORM_TYPE,
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (request: FastifyRequest, body: string, done: Done) => {
      if (FORM_ROUTES.test(request.url)) done(null, Object.fromEntries(new URLSearchParams(body)));
      else if (PLAY_ROUTES.test(request.url) && body === '') done(null, {});
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(FORM_TYPE));
    },
  );
  fastify.addContentTypeParser(
    [...STREAMED_TYPES, ...STREAMED_IMAGE_TYPES, ...CSV_TYPES],
    (_request: FastifyRequest, _payload: unknown, done: Done) => done(null, undefined),
  );
  fastify.addContentTypeParser('*', (request: FastifyRequest, _payload: unknown, done: Done) => {
    if (UPLOAD_ROUTES.test(request.url)) done(null, undefined);
    else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type'] ?? ''));
  });
  // The parser counts what comes out, so that a small body cannot become a huge one.
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const isGzip = request.headers['content-encoding']?.trim().toLowerCase() === 'gzip';
    if (!isGzip || !PLAY_ROUTES.test(request.url) || !isJson(request)) return done(null, payload);
    const plain = createGunzip();
    payload.on('error', (error) => plain.destroy(error));
    payload.pipe(plain);
    delete request.headers['content-length'];
    done(null, plain);
  });
}

function isJson({ headers }: FastifyRequest): boolean {
  return headers['content-type']?.startsWith('application/json') === true;
}
