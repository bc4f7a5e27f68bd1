import { DomainError } from '@portolan/platform';
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

/** One change of a team: the member's roles before (none: is added) and after (none: is removed). */
export interface TeamChange {
  before: readonly PublisherRole[];
  after: readonly PublisherRole[];
  /** The member changes their own membership. */
  own: boolean;
}

/**
 * Administrators run the team, owners decide who is an owner, and everybody may leave.
 * @throws DomainError `team-role-required` (403), `owner-required` (403).
 */
export function checkTeamChange(actorRoles: readonly PublisherRole[], change: TeamChange): void {
  const leaves = change.own && change.after.length === 0;
  if (leaves) return;
  if (!publisherRolesAllow(actorRoles, ['admin']))
    throw new DomainError(
      'forbidden',
      'team-role-required',
      'Only owners and administrators change the team.',
    );
  const touchesOwner = change.before.includes('owner') || change.after.includes('owner');
  if (touchesOwner && !actorRoles.includes('owner'))
    throw new DomainError('forbidden', 'owner-required', 'Only an owner decides who is an owner.');
}

/** How a change moves the number of owners. */
export function ownerDelta(change: Pick<TeamChange, 'before' | 'after'>): -1 | 0 | 1 {
  const had = change.before.includes('owner');
  const has = change.after.includes('owner');
  if (had === has) return 0;
  return has ? 1 : -1;
}
