import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hash } from 'node:crypto';
import { map, type Observable } from 'rxjs';

/** An answer that is JSON already, and its tag. */
export class PreparedAnswer {
  constructor(
    readonly json: Buffer,
    readonly etag: string,
  ) {}

  static of<Answer extends { epoch: number }>(answer: Answer): PreparedAnswer {
    const json = JSON.stringify(answer);
    return new PreparedAnswer(Buffer.from(json), etagOf(answer.epoch, json));
  }
}

/**
 * Answers with an `ETag` of the epoch and of the whole answer, and with 304 to a client that has it already. Caches may keep an answer
 * but ask again each time: a kill switch must not wait for them.
 */
@Injectable()
export class ConditionalGet implements NestInterceptor {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ epoch: number } | PreparedAnswer>,
  ): Observable<Buffer | undefined> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    // On refusals too: they stand in for an answer that varies.
    void reply.header('vary', 'Accept-Language');
    return next.handle().pipe(
      map((answer) => {
        const { json, etag } = answer instanceof PreparedAnswer ? answer : PreparedAnswer.of(answer);
        void reply.headers({
          etag,
          'cache-control': 'public, no-cache',
          'content-type': 'application/json; charset=utf-8',
        });
        if (!matchesTag(request.headers['if-none-match'], etag)) return json;
        void reply.status(304).removeHeader('content-type');
        return undefined;
      }),
    );
  }
}

/** @param content the answer, or what it is equal with */
export function etagOf(epoch: number, content: string): string {
  return `"${epoch}-${hash('sha256', content, 'base64url')}"`;
}

/** RFC 9110: a weak comparison, because a proxy that compresses makes tags weak. */
export function matchesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
