import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PublisherMembership, publisherRolesAllow } from '@portolan/accounts';
import { type AccountActor, DomainError, notFound } from '@portolan/platform';
import type { FastifyRequest } from 'fastify';
import { uuid } from '../http/schemas';
import { ACCESS_RULE, type AccessRule } from './access';
import type { ActingRequest } from './current-actor';
import { OwnerDirectory } from './owner-directory';
import { Authenticator } from './passport/authenticator';

type Request = FastifyRequest<{ Params: Record<string, string> }> & ActingRequest;
type PublisherRule = Extract<AccessRule, { kind: 'publisher' }>;

/** Decides for every route, by its one declaration, whether the caller may pass, and says who they are. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
    private readonly membership: PublisherMembership,
    private readonly owners: OwnerDirectory,
  ) {}

  /** @throws DomainError `not-signed-in`, `token-*`, `session-ended` (401), `role-required` (403), `*-not-found` (404). */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<AccessRule | undefined>(ACCESS_RULE, context.getHandler());
    if (rule === undefined) throw new Error('This route does not say who may call it.');
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    request.actor = { kind: 'anonymous' };
    if (rule.kind === 'signed') return true;
    const actor = await this.identify(request, http.getResponse());
    if (actor !== null) request.actor = actor;
    if (rule.kind === 'public') return true;
    if (actor === null) throw notSignedIn();
    if (rule.kind === 'staff') requireStaff(actor, rule.roles);
    if (rule.kind === 'publisher') await this.requireMember(actor, rule, request.params);
    return true;
  }

  /** Null for a request without credentials; credentials that are sent must be good, on public routes too. */
  private async identify(request: Request, response: object): Promise<AccountActor | null> {
    if (request.headers.authorization === undefined) return null;
    const actor = await this.authenticator.authenticate<AccountActor>('jwt', request, response);
    if (actor === null) throw notSignedIn();
    return actor;
  }

  private async requireMember(
    actor: AccountActor,
    rule: PublisherRule,
    params: Record<string, string>,
  ): Promise<void> {
    const id = params[rule.param] ?? '';
    const publisherId = uuid.safeParse(id).success ? await this.publisherOf(rule, id) : null;
    const held = publisherId === null ? [] : await this.membership.rolesOf(actor.accountId, publisherId);
    // To those outside, a thing of somebody else and no thing at all look alike.
    if (held.length === 0) throw notFound(rule.of, id.slice(0, 100));
    if (!publisherRolesAllow(held, rule.roles)) throw roleRequired(rule.roles);
  }

  private publisherOf(rule: PublisherRule, id: string): Promise<string | null> {
    return rule.of === 'publisher' ? Promise.resolve(id) : this.owners.publisherOf(rule.of, id);
  }
}

function requireStaff(actor: AccountActor, roles: readonly string[]): void {
  if (!actor.staffRoles.some((role) => roles.includes(role))) throw roleRequired(roles);
}

function notSignedIn(): DomainError {
  return new DomainError(
    'unauthenticated',
    'not-signed-in',
    'Send an access token: "Authorization: Bearer <token>".',
    {
      headers: { 'www-authenticate': 'Bearer realm="portolan"' },
    },
  );
}

function roleRequired(roles: readonly string[]): DomainError {
  return new DomainError('forbidden', 'role-required', `This needs one of the roles: ${roles.join(', ')}.`);
}
