import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';

const TAG = /^"(\d{1,9})"$/;

/** Sends the `version` of the answer as its strong `ETag`, for a later `If-Match`. */
@Injectable()
export class VersionTag implements NestInterceptor {
  intercept(
    context: ExecutionContext,
    next: CallHandler<{ version: number }>,
  ): Observable<{ version: number }> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(tap(({ version }) => void reply.header('etag', `"${version}"`)));
  }
}

/**
 * The version that `If-Match` names; undefined without the header. `If-Match: "0"` means: only if there is none yet.
 * @throws DomainError `if-match-invalid`.
 */
export const IfMatchVersion = createParamDecorator(
  (_: unknown, context: ExecutionContext): number | undefined => {
    const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
    if (header === undefined || header === '*') return undefined;
    const version = TAG.exec(header)?.[1];
    if (version === undefined)
      throw new DomainError(
        'malformed',
        'if-match-invalid',
        'If-Match takes one ETag that this route returned.',
      );
    return Number(version);
  },
);
