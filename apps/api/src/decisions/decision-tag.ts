import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { DecisionView } from '@portolan/regions';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { map, type Observable } from 'rxjs';

/**
 * Sends an `ETag` that carries the epoch, and 304 to who holds the answer already. The instant of the question is left
 * out of it: the same answer a second later is the same.
 */
@Injectable()
export class DecisionTag implements NestInterceptor {
  intercept(
    context: ExecutionContext,
    next: CallHandler<DecisionView>,
  ): Observable<DecisionView | undefined> {
    const http = context.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const { headers } = http.getRequest<FastifyRequest>();
    return next.handle().pipe(
      map((answer) => {
        const { at, ...stable } = answer;
        void at;
        const hash = createHash('sha256').update(JSON.stringify(stable)).digest('base64url').slice(0, 16);
        const tag = `"${answer.epoch}-${hash}"`;
        // What a person may read depends on who they are, so only their own cache may keep it.
        void reply.headers({ etag: tag, 'cache-control': 'private, no-cache', vary: 'authorization' });
        if (!(headers['if-none-match'] ?? '').split(/,\s*/).includes(tag)) return answer;
        void reply.status(304);
        return undefined;
      }),
    );
  }
}
