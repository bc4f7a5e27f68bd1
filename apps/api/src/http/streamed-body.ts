import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { FastifyRequest } from 'fastify';
import { finished, PassThrough, type Readable } from 'node:stream';
import { STREAMED_TYPES } from './body-parsers';

/**
 * The body as a stream of its own, if it is of one of the media types (by default those of packages). Whoever refuses it
 * half-way ends this stream and not the connection, so that the refusal still reaches the client; a connection that breaks
 * ends this stream with an error.
 * @throws DomainError `media-type-unsupported`.
 */
export const StreamedBody = createParamDecorator(
  (types: readonly string[] | undefined, context: ExecutionContext): Readable => {
    const taken = types ?? STREAMED_TYPES;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    if (!taken.includes(type)) {
      throw new DomainError(
        'unsupported-media-type',
        'media-type-unsupported',
        `Send the file itself as ${taken.join(' or ')}.`,
      );
    }
    return bodyStream(request.raw);
  },
);

/** The body of a request that no parser has read, as a stream of its own. */
export function bodyStream(raw: Readable): PassThrough {
  const body = new PassThrough();
  // The connection may break before the use case reads: an error that nobody listens to would end the process. Whoever reads
  // later still gets it, because a stream keeps the error that ended it.
  body.on('error', () => undefined);
  raw.pipe(body);
  // A client that is not read from goes on waiting to send, and what it sent would be taken for its next request. Said after
  // `pipe`, which pauses the source when its target closes.
  body.on('close', () => raw.resume());
  finished(raw, { writable: false }, (error) => {
    if (error) body.destroy(error);
  });
  return body;
}
