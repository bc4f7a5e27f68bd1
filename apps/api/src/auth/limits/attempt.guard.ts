import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type AttemptKind, CountAttempt, rateLimitHeaders } from '@portolan/accounts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { APP_CONFIG, type AppConfig } from '../../config/config';
import type { ActingRequest } from '../current-actor';
import { attemptSubject } from './attempt-subject';

const ATTEMPT_KIND = 'portolan:attempt';

/** What a call of the route counts as; takes effect with `@UseGuards(AttemptGuard)`. */
export const CountsAs = (kind: AttemptKind): MethodDecorator => SetMetadata(ATTEMPT_KIND, kind);

/** Refuses a client that tries too often, before anything expensive is done. */
@Injectable()
export class AttemptGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly countAttempt: CountAttempt,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** @throws DomainError `too-many-attempts` (429). */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.config.RATE_LIMIT) return true;
    const kind = this.reflector.get<AttemptKind>(ATTEMPT_KIND, context.getHandler());
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & ActingRequest>();
    const subject = attemptSubject(kind, request);
    const allowance = await this.countAttempt.execute({ kind, address: request.ip, subject });
    void http.getResponse<FastifyReply>().headers(rateLimitHeaders(allowance));
    return true;
  }
}
