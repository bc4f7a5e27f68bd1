import { type Actor, DomainError } from '@portolan/platform';

/**
 * Lets staff with one of the roles pass, and the store itself (seed, jobs).
 * @throws DomainError `role-required` (forbidden).
 */
export function requireStaff(actor: Actor, ...roles: readonly string[]): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'account' && actor.staffRoles.some((role) => roles.includes(role))) return;
  throw roleRequired(roles);
}

export function roleRequired(roles: readonly string[]): DomainError {
  return new DomainError('forbidden', 'role-required', `This needs one of the roles: ${roles.join(', ')}.`);
}

/** Whether the actor may read what is kept for the role `legal`. */
export function isLegal(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'account' && actor.staffRoles.includes('legal'));
}
