import { DomainError } from '@portolan/platform';
import { PUBLISHER_ROLES, type PublisherRole } from './roles';

/** What can be allowed one by one: to a member beside their roles, to a service account, to an API key as a scope. */
export const PERMISSIONS = [
  'apps:read',
  'apps:write',
  'listings:write',
  'artifacts:write',
  'releases:write',
  'territories:write',
  'prices:write',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What a route can ask for; whoever belongs to the publisher in any way may read what it is. */
export type WantedPermission = Permission | 'publisher:read';

const RELEASE_MANAGER: readonly Permission[] = [
  'apps:read',
  'apps:write',
  'listings:write',
  'artifacts:write',
  'releases:write',
  'territories:write',
];

const OF_ROLE: Record<PublisherRole, readonly Permission[]> = {
  owner: PERMISSIONS,
  admin: PERMISSIONS,
  'release-manager': RELEASE_MANAGER,
  finance: ['apps:read', 'prices:write'],
  viewer: ['apps:read'],
};

/** The roles that hold a permission. */
export function rolesWith(permission: WantedPermission): PublisherRole[] {
  return PUBLISHER_ROLES.filter(
    (role) => permission === 'publisher:read' || OF_ROLE[role].includes(permission),
  );
}

/** What the roles allow, each once. */
export function permissionsOf(roles: readonly PublisherRole[]): Permission[] {
  return normalisePermissions(roles.flatMap((role) => OF_ROLE[role]));
}

/** Permissions in single apps: at most so many apps for one holder. */
export const MOST_APP_GRANTS = 100;

/** Permissions in one app. */
export interface AppGrant {
  appId: string;
  permissions: readonly Permission[];
}

/** What somebody or something may do in one publisher. */
export interface PublisherAccess {
  /** Of a person; machines have none. */
  roles: readonly PublisherRole[];
  /** In the publisher and in all of its apps. */
  permissions: readonly Permission[];
  /** In single apps, beside the above; by app. */
  apps: ReadonlyMap<string, readonly Permission[]>;
}

/** Each once, in the order of `PERMISSIONS`. */
export function normalisePermissions(given: readonly Permission[]): Permission[] {
  return PERMISSIONS.filter((permission) => given.includes(permission));
}

/**
 * Each app once, with at least one permission.
 * @throws DomainError `app-grants-invalid` (422).
 */
export function parseAppGrants(given: readonly AppGrant[]): Map<string, readonly Permission[]> {
  const grants = new Map(
    given.map(({ appId, permissions }) => [appId, normalisePermissions(permissions)] as const),
  );
  const empty = [...grants.values()].some((permissions) => permissions.length === 0);
  if (empty || grants.size !== given.length || grants.size > MOST_APP_GRANTS)
    throw new DomainError(
      'invalid',
      'app-grants-invalid',
      `Name each app once, at most ${MOST_APP_GRANTS}, with at least one permission.`,
    );
  return grants;
}

/** A publisher's roles, permissions and permissions in single apps as somebody asks for them. */
export interface AccessWish {
  roles: readonly PublisherRole[];
  permissions?: readonly Permission[] | undefined;
  apps?: readonly AppGrant[] | undefined;
}
