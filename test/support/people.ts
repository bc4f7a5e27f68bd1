import {
  EnsureFirstAdmin,
  GrantStaffRole,
  LogIn,
  type PublisherRole,
  RegisterAccount,
  type StaffRole,
} from '@portolan/accounts';
import { api } from './client';
import type { TestApp } from './test-app';

export { api, type Answer, type CallOptions, type Client } from './client';

/** Somebody who is signed in. `api(store, person.token)` calls the API as them. */
export interface Person {
  accountId: string;
  email: string;
  token: string;
  refreshToken: string;
}

export interface Owner extends Person {
  publisherId: string;
}

export const PASSWORD = 'a lighthouse at sea';

let counter = 0;
const nextEmail = (word: string): string => `${word}-${process.pid}-${++counter}@example.org`;

/** A new consumer, registered and logged in; home market DE unless told. */
export async function aConsumer(store: TestApp, homeMarket = 'DE'): Promise<Person> {
  const email = nextEmail('consumer');
  const account = await store.app
    .get(RegisterAccount)
    .execute({ email, password: PASSWORD, displayName: 'A Consumer', homeMarket });
  return { accountId: account.id, email, ...(await tokensOf(store, email)) };
}

/** A new person who owns a new publisher. */
export async function aPublisherOwner(store: TestApp, name = 'A Publisher'): Promise<Owner> {
  const person = await aConsumer(store);
  const answer = await api(store, person.token).post('/v1/publishers', {
    name,
    country: 'DE',
    contactEmail: person.email,
  });
  if (answer.status !== 201) throw new Error(`No publisher: ${JSON.stringify(answer.body)}`);
  return { ...person, publisherId: answer.body.id as string };
}

/** A new person in the team of `owner`'s publisher. */
export async function aMember(store: TestApp, owner: Owner, ...roles: PublisherRole[]): Promise<Owner> {
  const person = await aConsumer(store);
  const answer = await api(store, owner.token).post(`/v1/publishers/${owner.publisherId}/members`, {
    email: person.email,
    roles,
  });
  if (answer.status !== 201) throw new Error(`No member: ${JSON.stringify(answer.body)}`);
  return { ...person, publisherId: owner.publisherId };
}

/** A new member of the store's staff with exactly these roles. */
export async function aStaffMember(store: TestApp, ...roles: StaffRole[]): Promise<Person> {
  const person = await aConsumer(store);
  const admin = await firstAdmin(store);
  const actor = { kind: 'account', accountId: admin.accountId, staffRoles: ['admin'] } as const;
  for (const role of roles) {
    await store.app.get(GrantStaffRole).execute({ actor, accountId: person.accountId, role });
  }
  return person;
}

const admins = new WeakMap<TestApp, Promise<Person>>();

/** The store's first administrator; the same person each time. */
export function firstAdmin(store: TestApp): Promise<Person> {
  let admin = admins.get(store);
  if (admin === undefined) {
    admin = makeFirstAdmin(store);
    admins.set(store, admin);
  }
  return admin;
}

async function makeFirstAdmin(store: TestApp): Promise<Person> {
  const email = nextEmail('chief');
  const made = await store.app.get(EnsureFirstAdmin).execute({ credentials: { email, password: PASSWORD } });
  if (made === null) throw new Error('This store has an administrator already.');
  return { accountId: made.accountId, email, ...(await tokensOf(store, email)) };
}

/** Logs in (again); use it after moving the clock past the ten minutes of an access token. */
export async function tokensOf(
  store: TestApp,
  email: string,
): Promise<Pick<Person, 'token' | 'refreshToken'>> {
  const { accessToken, refreshToken } = await store.app.get(LogIn).execute({ email, password: PASSWORD });
  return { token: accessToken, refreshToken };
}
