import { DomainError } from '@portolan/platform';
import type { PublisherAccess, WantedPermission } from './permissions';
import type { PublisherRole } from './roles';

/**
 * Whether someone who holds `held` may do what is meant for `wanted`. An owner may do everything; an
 * administrator everything that is not meant for owners alone; every member may see what a viewer sees.
 */
export function publisherRolesAllow(
  held: readonly PublisherRole[],
  wanted: readonly PublisherRole[],
): boolean {
  if (held.length === 0) return false;
  if (held.includes('owner')) return true;
  if (held.includes('admin') && wanted.some((role) => role !== 'owner')) return true;
  return wanted.includes('viewer') || wanted.some((role) => held.includes(role));
}

/** What a route asks of a caller who belongs to the publisher. */
export interface WantedAccess {
  /** One of these roles is enough. */
  roles: readonly PublisherRole[];
  /** Or this permission; null: no single permission is enough, and no machine may. */
  permission: WantedPermission | null;
  /** The app that it is about; `any`: in some app is enough; null: the publisher as a whole. */
  app: string | 'any' | null;
}

/** Whether `access` is enough for what is wanted. */
export function accessAllows(access: PublisherAccess, wanted: WantedAccess): boolean {
  if (publisherRolesAllow(access.roles, wanted.roles)) return true;
  const { permission, app } = wanted;
  if (permission === null) return false;
  if (permission === 'publisher:read' || access.permissions.includes(permission)) return true;
  if (app === 'any') return [...access.apps.values()].some((granted) => granted.includes(permission));
  return app !== null && (access.apps.get(app) ?? []).includes(permission);
}

/** The apps that `access` lets its holder see; undefined: all. */
export function visibleApps(access: PublisherAccess): string[] | undefined {
  if (access.roles.length > 0 || access.permissions.includes('apps:read')) return undefined;
  return [...access.apps].filter(([, granted]) => granted.includes('apps:read')).map(([appId]) => appId);
}

/** One change of a team: the member's roles before (none when added) and after. */
export interface TeamChange {
  before: readonly PublisherRole[];
  /** Null: is removed. */
  after: readonly PublisherRole[] | null;
  /** The member changes their own membership. */
  own: boolean;
}

/**
 * Administrators run the team, owners decide who is an owner, and everybody may leave.
 * @throws DomainError `team-role-required` (403), `owner-required` (403).
 */
export function checkTeamChange(actorRoles: readonly PublisherRole[], change: TeamChange): void {
  const leaves = change.own && change.after === null;
  if (leaves) return;
  if (!publisherRolesAllow(actorRoles, ['admin']))
    throw new DomainError(
      'forbidden',
      'team-role-required',
      'Only owners and administrators change the team.',
    );
  const touchesOwner = change.before.includes('owner') || (change.after ?? []).includes('owner');
  if (touchesOwner && !actorRoles.includes('owner'))
    throw new DomainError('forbidden', 'owner-required', 'Only an owner decides who is an owner.');
}

/** How a change moves the number of owners. */
export function ownerDelta(change: Pick<TeamChange, 'before' | 'after'>): -1 | 0 | 1 {
  const had = change.before.includes('owner');
  const has = (change.after ?? []).includes('owner');
  if (had === has) return 0;
  return has ? 1 : -1;
}
