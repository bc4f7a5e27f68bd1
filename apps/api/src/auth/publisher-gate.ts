import { Inject, Injectable } from '@nestjs/common';
import {
  accessAllows,
  type Principal,
  type PublisherAccess,
  PublisherMembership,
  secondFactorRequired,
} from '@portolan/accounts';
import { DomainError, notFound } from '@portolan/platform';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { packageName, uuid } from '../http/schemas';
import type { PublisherRule } from './access';
import { OwnerDirectory } from './owner-directory';
import { personRequired, roleRequired } from './refusals';

/** What whoever passed may do in the publisher, and the app that it is about. */
export interface Passed {
  access: PublisherAccess;
  appId: string | undefined;
}

/** Decides whether somebody may do something in a publisher, now: at each request, and again where work goes on after it. */
@Injectable()
export class PublisherGate {
  constructor(
    private readonly membership: PublisherMembership,
    private readonly owners: OwnerDirectory,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * @param id of what the rule is about.
   * @throws DomainError `role-required`, `permission-required`, `person-required`, `second-factor-required` (403), `*-not-found` (404).
   */
  async pass(principal: Principal, rule: PublisherRule, id: string): Promise<Passed> {
    const isKey = rule.of === 'package' ? packageName : uuid;
    const owner = isKey.safeParse(id).success ? await this.ownerOf(rule, id) : null;
    const access = owner === null ? null : await this.accessOf(principal, owner.publisherId);
    // To those outside, a thing of somebody else and no thing at all look alike.
    if (owner === null || access === null) throw notFound(rule.of, id.slice(0, 100));
    const { roles, permission } = rule;
    const app = owner.appId ?? (rule.inAnyApp === true ? 'any' : null);
    if (!accessAllows(access, { roles, permission, app })) throw refusalOf(principal, rule);
    const lacksFactor = principal.session?.secondFactor === false;
    if (this.config.REQUIRE_SECOND_FACTOR && lacksFactor && access.roles.includes('owner'))
      throw secondFactorRequired();
    return { access, appId: owner.appId };
  }

  private ownerOf(rule: PublisherRule, id: string): Promise<{ publisherId: string; appId?: string } | null> {
    return rule.of === 'publisher' ? Promise.resolve({ publisherId: id }) : this.owners.ownerOf(rule.of, id);
  }

  private accessOf({ actor, machine }: Principal, publisherId: string): Promise<PublisherAccess | null> {
    if (machine === null) return this.membership.accessOf(actor.accountId, publisherId);
    return Promise.resolve(machine.publisherId === publisherId ? machine.access : null);
  }
}

function refusalOf({ machine }: Principal, { permission, roles }: PublisherRule): DomainError {
  if (machine === null) return roleRequired(roles);
  if (permission === null) return personRequired();
  return new DomainError('forbidden', 'permission-required', `This needs the permission ${permission}.`);
}
