import { DomainError } from '@portolan/platform';

/** Roles of a publisher's members. `owner` may do everything; each other role what its name says. */
export const PUBLISHER_ROLES = ['owner', 'admin', 'release-manager', 'finance', 'viewer'] as const;
export type PublisherRole = (typeof PUBLISHER_ROLES)[number];

/** Roles of the store's staff. `admin` may do what any of them may, except lift a prohibition (`legal`). */
export const STAFF_ROLES = [
  'reviewer',
  'market-manager',
  'market-approver',
  'legal',
  'finance',
  'support',
  'admin',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * A member's roles, each once, in the order of `PUBLISHER_ROLES`.
 * @throws DomainError `roles-invalid` (422).
 */
export function parsePublisherRoles(given: readonly PublisherRole[]): PublisherRole[] {
  const roles = PUBLISHER_ROLES.filter((role) => given.includes(role));
  if (roles.length !== new Set(given).size)
    throw new DomainError('invalid', 'roles-invalid', `Roles are: ${PUBLISHER_ROLES.join(', ')}.`);
  return roles;
}

/** @throws DomainError `admin-required` (403) unless `actorRoles` hold `admin`. */
export function checkGrantsStaffRoles(actorRoles: readonly StaffRole[]): void {
  if (!actorRoles.includes('admin'))
    throw new DomainError(
      'forbidden',
      'admin-required',
      'Only an administrator grants and revokes staff roles.',
    );
}
