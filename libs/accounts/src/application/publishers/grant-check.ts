import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import {
  type AccessWish,
  type AppGrant,
  normalisePermissions,
  parseAppGrants,
  type Permission,
} from '../../domain/permissions';
import { parsePublisherRoles, type PublisherRole } from '../../domain/roles';
import { PublisherApps } from '../ports/publisher-apps';

/** What a member may do, read and checked. */
export interface MemberAccess {
  roles: PublisherRole[];
  permissions: Permission[];
  apps: Map<string, readonly Permission[]>;
}

/** Reads permissions in single apps, which must be apps of the publisher. */
@Injectable()
export class GrantCheck {
  constructor(private readonly apps: PublisherApps) {}

  /** @throws DomainError `roles-invalid`, `access-empty`, `app-grants-invalid`, `app-of-other-publisher` (422). */
  async readMember(publisherId: string, wish: AccessWish): Promise<MemberAccess> {
    const roles = parsePublisherRoles(wish.roles);
    const permissions = normalisePermissions(wish.permissions ?? []);
    const apps = await this.read(publisherId, wish.apps ?? []);
    if (roles.length + permissions.length + apps.size === 0)
      throw new DomainError('invalid', 'access-empty', 'A member has at least one role or permission.');
    return { roles, permissions, apps };
  }

  /** @throws DomainError `app-grants-invalid`, `app-of-other-publisher` (422). */
  async read(publisherId: string, given: readonly AppGrant[]): Promise<Map<string, readonly Permission[]>> {
    const grants = parseAppGrants(given);
    if (grants.size === 0) return grants;
    const own = new Set(await this.apps.among(publisherId, [...grants.keys()]));
    const foreign = [...grants.keys()].filter((appId) => !own.has(appId));
    if (foreign.length > 0)
      throw new DomainError(
        'invalid',
        'app-of-other-publisher',
        `Not apps of this publisher: ${foreign.join(', ')}.`,
      );
    return grants;
  }
}
