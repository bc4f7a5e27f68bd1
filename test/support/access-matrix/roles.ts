import { PUBLISHER_ROLES, STAFF_ROLES } from '@portolan/accounts';
import { aConsumer, aMember, aPublisherOwner, aStaffMember, type Owner } from '../people';
import type { TestApp } from '../test-app';

/** Who walks the routes, and the publisher whose things are walked over. */
export interface Cast {
  /** Access tokens by role; none for the anonymous one. */
  tokens: Map<string, string | undefined>;
  owner: Owner;
}

/** Everybody for whom the matrix has a column. */
export const MATRIX_ROLES = [
  'anonymous',
  'consumer',
  'other-owner',
  ...PUBLISHER_ROLES.map((role) => `publisher:${role}`),
  ...STAFF_ROLES.map((role) => `staff:${role}`),
];

export async function castRoles(store: TestApp): Promise<Cast> {
  const owner = await aPublisherOwner(store, 'The publisher of the matrix');
  const tokens = new Map<string, string | undefined>([
    ['anonymous', undefined],
    ['consumer', (await aConsumer(store)).token],
    ['other-owner', (await aPublisherOwner(store, 'Another publisher')).token],
    ['publisher:owner', owner.token],
  ]);
  for (const role of PUBLISHER_ROLES.filter((one) => one !== 'owner'))
    tokens.set(`publisher:${role}`, (await aMember(store, owner, role)).token);
  for (const role of STAFF_ROLES) tokens.set(`staff:${role}`, (await aStaffMember(store, role)).token);
  return { tokens, owner };
}
