import { DomainError, notFound } from '@portolan/platform';
import { z } from 'zod';
import { packageName, text, uuid } from '../../http/schemas';

const words = z.array(z.string().max(80)).max(50);
const email = text(3, 254);

export const grantBody = z.looseObject({
  name: z.string().max(700).nullish(),
  packageName: packageName.nullish(),
  appLevelPermissions: words.nullish(),
});
export type GrantBody = z.infer<typeof grantBody>;

/**
 * The app of a grant: said by itself, or at the end of its name.
 * @throws DomainError `package-not-found`, also for what is no package name.
 */
export function packageOf(grant: Pick<GrantBody, 'packageName' | 'name'>): string {
  const named = packageName.safeParse(grant.packageName ?? grant.name?.split('/').at(-1));
  if (!named.success) throw notFound('package');
  return named.data;
}

export const userBody = z.looseObject({
  name: z.string().max(400).nullish(),
  email: email.nullish(),
  developerAccountPermissions: words.nullish(),
  grants: z.array(grantBody).max(100).nullish(),
  expirationTime: z.string().max(60).nullish(),
});
export type UserBody = z.infer<typeof userBody>;

export const userPath = z.object({ publisherId: uuid, email });
export const grantPath = userPath.extend({ packageName });

/** `-1` is all that one answer holds. */
export const listQuery = z.looseObject({
  pageSize: z.coerce.number().int().min(-1).max(1_000).optional(),
  pageToken: z.string().max(1_000).optional(),
});
export const maskQuery = z.looseObject({ updateMask: z.string().max(500).optional() });

/**
 * Whether a change is about the field: the mask names it, or there is no mask and the body does.
 * @throws DomainError `update-mask-invalid` for a field that cannot be changed.
 */
export function masked(mask: string | undefined, body: Record<string, unknown>, field: string): boolean {
  const named = (mask ?? '').split(',').map((one) => one.trim());
  if (named.every((one) => one === '' || one === '*')) return body[field] !== undefined;
  const other = named.find((one) => one !== field);
  if (other !== undefined)
    throw new DomainError('invalid', 'update-mask-invalid', `What can be changed here is ${field}.`);
  return true;
}

/** @throws DomainError `expiration-unsupported`: nobody's membership ends by itself here. */
export function refuseExpiration({ expirationTime }: UserBody): void {
  if (expirationTime !== null && expirationTime !== undefined)
    throw new DomainError(
      'invalid',
      'expiration-unsupported',
      'Access does not expire by itself here: leave out expirationTime, and delete the user when it is time.',
    );
}
