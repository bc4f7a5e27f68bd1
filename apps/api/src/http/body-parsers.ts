import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyRequest } from 'fastify';

/** Largest JSON body. Packages and images come as raw streams, which are measured by whoever reads them. */
export const JSON_BODY_LIMIT = 1024 * 1024;

/** Routes that need the exact bytes, because they are signed: nothing is parsed before the signature holds. */
const RAW_ROUTES = /^\/v1\/webhooks\//;

/** OAuth sends its requests as forms (RFC 6749); nothing else here takes one. */
const FORM_ROUTES = /^(\/token|\/oauth2\/v4\/token)(\?|$)/;
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
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(FORM_TYPE));
    },
  );
  fastify.addContentTypeParser(
    [...STREAMED_TYPES, ...STREAMED_IMAGE_TYPES, ...CSV_TYPES],
    (_request: FastifyRequest, _payload: unknown, done: Done) => done(null, undefined),
  );
}
