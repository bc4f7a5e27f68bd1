import { SetMetadata } from '@nestjs/common';
import {
  PERMISSIONS,
  type Permission,
  type PublisherRole,
  rolesWith,
  type StaffRole,
  type WantedPermission,
} from '@portolan/accounts';

/** What a path parameter names; the guard looks up the publisher it belongs to. */
export type OwnedResource = 'publisher' | 'app' | 'package' | 'release';

/** Who may call a route. Each route declares exactly one; a route without one stops the process at start. */
export type AccessRule =
  | { kind: 'public' }
  | { kind: 'account' }
  | {
      kind: 'publisher';
      of: OwnedResource;
      param: string;
      roles: readonly PublisherRole[];
      /** What lets in a member without the role, or a machine; null: nothing, and no machine. */
      permission: WantedPermission | null;
      /** Holding the permission in some app is enough: the route answers about those apps only. */
      inAnyApp?: true;
    }
  | { kind: 'staff'; roles: readonly StaffRole[] }
  | { kind: 'signed'; by: string };

export type PublisherRule = Extract<AccessRule, { kind: 'publisher' }>;

/** Anyone, signed in or not. A token that is sent must still be valid. */
export const anyone = (): AccessRule => ({ kind: 'public' });

/** Any signed-in person, no machine. Whose data it is remains the use case's question. */
export const signedIn = (): AccessRule => ({ kind: 'account' });

/**
 * Those who may do `wanted` in the publisher that the path parameter belongs to. Others get 404, as if the thing did
 * not exist; those who belong to it and may not get 403.
 *
 * Name a permission where there is one: the roles that hold it may pass, and members, service accounts and API keys
 * that were given it alone. Name roles (the least that is needed: owners may do everything, administrators everything
 * that does not name `owner` alone, every role what names `viewer`) for what people do themselves: no machine passes
 * then, unless it is about an app and names `viewer` (`apps:read`) or `release-manager` (`releases:write`).
 */
export const memberOf = (
  of: OwnedResource,
  param: string,
  ...wanted: [WantedPermission] | PublisherRole[]
): PublisherRule => {
  const [first] = wanted;
  if (first !== undefined && isPermission(first))
    return { kind: 'publisher', of, param, roles: rolesWith(first), permission: first };
  const roles = wanted as PublisherRole[];
  return { kind: 'publisher', of, param, roles, permission: of === 'publisher' ? null : permissionOf(roles) };
};

/** Those who may do `wanted` in at least one app of the publisher; the route takes `@VisibleApps()` and keeps to them. */
export const memberOfSomeApp = (param: string, wanted: Permission): AccessRule => ({
  kind: 'publisher',
  of: 'publisher',
  param,
  roles: rolesWith(wanted),
  permission: wanted,
  inAnyApp: true,
});

function isPermission(word: string): word is WantedPermission {
  return word === 'publisher:read' || (PERMISSIONS as readonly string[]).includes(word);
}

function permissionOf(roles: readonly PublisherRole[]): Permission | null {
  if (roles.includes('viewer')) return 'apps:read';
  return roles.includes('release-manager') ? 'releases:write' : null;
}

/** Staff with one of `roles`. Administrators are always among them unless `legal` alone is named. */
export const staff = (...roles: StaffRole[]): AccessRule => ({
  kind: 'staff',
  roles: roles.length === 1 && roles[0] === 'legal' ? roles : [...new Set<StaffRole>([...roles, 'admin'])],
});

/** A machine that proves itself by signing the request (checked by the use case on the raw bytes). */
export const signedBy = (party: string): AccessRule => ({ kind: 'signed', by: party });

export const ACCESS_RULE = 'portolan:access';

/** Low-level form; routes use `@Endpoint({ access })`. */
export const Access = (rule: AccessRule): MethodDecorator => SetMetadata(ACCESS_RULE, rule);
