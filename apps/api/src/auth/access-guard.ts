import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Principal, secondFactorRequired } from '@portolan/accounts';
import type { FastifyRequest } from 'fastify';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { ACCESS_RULE, type AccessRule } from './access';
import type { ActingRequest } from './current-actor';
import { Authenticator } from './passport/authenticator';
import { PublisherGate } from './publisher-gate';
import { notSignedIn, personRequired, roleRequired } from './refusals';

type Request = FastifyRequest<{ Params: Record<string, string> }> & ActingRequest;

/** Decides for every route, by its one declaration, whether the caller may pass, and says who they are. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly gate: PublisherGate,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * @throws DomainError `not-signed-in`, `token-*`, `session-ended`, `key-revoked` (401), `role-required`,
   *   `permission-required`, `person-required`, `second-factor-required` (403), `*-not-found` (404).
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, context.getHandler());
    if (rule === undefined) throw new Error('This route does not say who may call it.');
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    request.actor = { kind: 'anonymous' };
    if (rule.kind === 'signed') return true;
    const principal = await this.identify(request, http.getResponse());
    if (principal !== null) request.actor = principal.actor;
    request.principal = principal;
    request.session = principal?.session ?? null;
    if (rule.kind === 'public') return true;
    if (principal === null) throw notSignedIn();
    if (rule.kind === 'publisher') {
      const { access, appId } = await this.gate.pass(principal, rule, request.params[rule.param] ?? '');
      request.access = access;
      request.appId = appId;
      return true;
    }
    requirePerson(principal);
    if (rule.kind === 'staff') this.requireStaff(principal, rule.roles);
    return true;
  }

  /** Null for a request without credentials; credentials that are sent must be good, on public routes too. */
  private async identify(request: Request, response: object): Promise<Principal | null> {
    if (request.headers.authorization === undefined) return null;
    const principal = await this.authenticator.authenticate<Principal>('jwt', request, response);
    if (principal === null) throw notSignedIn();
    return principal;
  }

  /** Staff could do most harm with a stolen password, as owners in their publishers could. */
  private requireStaff({ actor, session }: Principal, roles: readonly string[]): void {
    if (!actor.staffRoles.some((role) => roles.includes(role))) throw roleRequired(roles);
    if (this.config.REQUIRE_SECOND_FACTOR && session?.secondFactor === false) throw secondFactorRequired();
  }
}

/** Service accounts and keys are of a publisher, and do nothing elsewhere. */
function requirePerson({ machine }: Principal): void {
  if (machine !== null) throw personRequired();
}
