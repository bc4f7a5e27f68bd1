import { MOST_APP_GRANTS, PERMISSIONS } from '@portolan/accounts';
import { z } from 'zod';
import { uuid } from '../../http/schemas';

/** What may be given to a member, a service account or a key. */
export const permissions = z.array(z.enum(PERMISSIONS)).max(PERMISSIONS.length);

/** Permissions in single apps. */
export const appGrants = z
  .array(z.strictObject({ appId: uuid, permissions }).meta({ id: 'AppGrant' }))
  .max(MOST_APP_GRANTS);

export const publisherParam = { publisherId: 'The publisher.' };
