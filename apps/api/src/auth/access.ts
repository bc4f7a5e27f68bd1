import { SetMetadata } from '@nestjs/common';
import type { PublisherRole, StaffRole } from '@portolan/accounts';

/** What a path parameter names; the guard looks up the publisher it belongs to. */
export type OwnedResource = 'publisher' | 'app' | 'release';

/** Who may call a route. Each route declares exactly one; a route without one stops the process at start. */
export type AccessRule =
  | { kind: 'public' }
  | { kind: 'account' }
  | { kind: 'publisher'; of: OwnedResource; param: string; roles: readonly PublisherRole[] }
  | { kind: 'staff'; roles: readonly StaffRole[] }
  | { kind: 'signed'; by: string };

/** Anyone, signed in or not. A token that is sent must still be valid. */
export const anyone = (): AccessRule => ({ kind: 'public' });

/** Any signed-in person. Whose data it is remains the use case's question. */
export const signedIn = (): AccessRule => ({ kind: 'account' });

/**
 * Members with one of `roles` in the publisher that the path parameter belongs to. Others get 404, as if the
 * thing did not exist; members without the role get 403. Name the least that is needed: owners may do everything,
 * administrators everything that does not name `owner` alone, and every member what names `viewer`.
 */
export const memberOf = (of: OwnedResource, param: string, ...roles: PublisherRole[]): AccessRule => ({
  kind: 'publisher',
  of,
  param,
  roles,
});

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
