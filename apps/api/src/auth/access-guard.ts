import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  accessAllows,
  type Principal,
  PublisherMembership,
  type PublisherAccess,
  secondFactorRequired,
} from '@portolan/accounts';
import { DomainError, notFound } from '@portolan/platform';
import type { FastifyRequest } from 'fastify';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { packageName, uuid } from '../http/schemas';
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
    request.session = principal?.session ?? null;
    if (rule.kind === 'public') return true;
    if (principal === null) throw notSignedIn();
    if (rule.kind === 'publisher') await this.requireAccess(principal, rule, request);
    else requirePerson(principal);
    if (rule.kind === 'staff') requireStaff(principal, rule.roles);
    if (this.config.REQUIRE_SECOND_FACTOR) requireSecondFactor(principal, rule, request.access);
    return true;
  }

  /** Null for a request without credentials; credentials that are sent must be good, on public routes too. */
  private async identify(request: Request, response: object): Promise<Principal | null> {
    if (request.headers.authorization === undefined) return null;
    const principal = await this.authenticator.authenticate<Principal>('jwt', request, response);
    if (principal === null) throw notSignedIn();
    return principal;
  }

  private async requireAccess(principal: Principal, rule: PublisherRule, request: Request): Promise<void> {
    const id = request.params[rule.param] ?? '';
    const isKey = rule.of === 'package' ? packageName : uuid;
    const owner = isKey.safeParse(id).success ? await this.ownerOf(rule, id) : null;
    const access = owner === null ? null : await this.accessOf(principal, owner.publisherId);
    // To those outside, a thing of somebody else and no thing at all look alike.
    if (owner === null || access === null) throw notFound(rule.of, id.slice(0, 100));
    const { roles, permission } = rule;
    const app = owner.appId ?? (rule.inAnyApp === true ? 'any' : null);
    if (!accessAllows(access, { roles, permission, app })) throw refusalOf(principal, rule);
    request.access = access;
    request.appId = owner.appId;
  }

  private ownerOf(rule: PublisherRule, id: string): Promise<{ publisherId: string; appId?: string } | null> {
    return rule.of === 'publisher' ? Promise.resolve({ publisherId: id }) : this.owners.ownerOf(rule.of, id);
  }

  private accessOf({ actor, machine }: Principal, publisherId: string): Promise<PublisherAccess | null> {
    if (machine === null) return this.membership.accessOf(actor.accountId, publisherId);
    return Promise.resolve(machine.publisherId === publisherId ? machine.access : null);
  }
}

function requireStaff({ actor }: Principal, roles: readonly string[]): void {
  if (!actor.staffRoles.some((role) => roles.includes(role))) throw roleRequired(roles);
}

/** Whoever can do most harm with a stolen password: staff, and owners in their publishers. */
function requireSecondFactor({ session }: Principal, rule: AccessRule, access?: PublisherAccess): void {
  if (session === null || session.secondFactor) return;
  const isOwner = rule.kind === 'publisher' && access?.roles.includes('owner') === true;
  if (rule.kind === 'staff' || isOwner) throw secondFactorRequired();
}

/** Service accounts and keys are of a publisher, and do nothing elsewhere. */
function requirePerson({ machine }: Principal): void {
  if (machine !== null) throw personRequired();
}

function refusalOf({ machine }: Principal, { permission, roles }: PublisherRule): DomainError {
  if (machine === null) return roleRequired(roles);
  if (permission === null) return personRequired();
  return new DomainError('forbidden', 'permission-required', `This needs the permission ${permission}.`);
}

function personRequired(): DomainError {
  return new DomainError('forbidden', 'person-required', 'People do this themselves: sign in as one.');
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
