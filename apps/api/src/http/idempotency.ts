import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError, Idempotency } from '@portolan/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { ActingRequest } from '../auth/current-actor';

export const IDEMPOTENCY_MODE = 'portolan:idempotency';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** @throws DomainError `idempotency-key-missing`, `idempotency-key-invalid` (400). */
function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) {
    throw new DomainError(
      'malformed',
      'idempotency-key-missing',
      'Send an Idempotency-Key: a value of your own that names this one attempt, such as a UUID.',
    );
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new DomainError(
      'malformed',
      'idempotency-key-invalid',
      'An Idempotency-Key is 1 to 200 printable ASCII characters without spaces.',
    );
  }
  return key;
}

/** The request's Idempotency-Key, on routes whose `@Endpoint` requires one. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  keyOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/**
 * Answers the same request with the same key the same way, for every route that declares `idempotencyKey`. A replayed
 * answer carries `Idempotency-Replayed: true`; a refusal is not kept, so that the client may try again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & ActingRequest>();
    const mode = this.reflector.get<'required' | 'optional'>(IDEMPOTENCY_MODE, context.getHandler());
    if (mode === 'optional' && request.headers['idempotency-key'] === undefined) return next.handle();
    return from(this.run(keyOf(request), request, http.getResponse<FastifyReply>(), next));
  }

  private async run(
    key: string,
    request: FastifyRequest & ActingRequest,
    reply: FastifyReply,
    next: CallHandler,
  ): Promise<unknown> {
    const scope = request.actor?.kind === 'account' ? `account:${request.actor.accountId}` : 'anonymous';
    const { method, url: path, body } = request;
    const answer = await this.idempotency.run({ key, scope, method, path, body }, async () => ({
      status: reply.statusCode,
      body: await lastValueFrom(next.handle(), { defaultValue: null }),
    }));
    if (answer.replayed) void reply.header('idempotency-replayed', 'true');
    return answer.body;
  }
}
