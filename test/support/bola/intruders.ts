import { PERMISSIONS } from '@portolan/accounts';
import { CreateApp } from '@portolan/catalog';
import { aServiceAccount, signed } from '../machines';
import { aConsumer, aMember, aPublisherOwner, aStaffMember, api, type Owner } from '../people';
import type { TestApp } from '../test-app';
import type { Operation } from '../access-matrix/walk';

/** Somebody who must not get at the victim's things. */
export interface Intruder {
  name: string;
  token: string | undefined;
  /** What they must be answered; null: the route is open to them by its own declaration. */
  expected(operation: Operation): number | null;
}

const always = (status: number) => (): number => status;

/** For those who belong to the publisher and may only do something about another app, or nothing. */
const notInThisApp = ({ access }: Operation): number | null =>
  access.permission === 'publisher:read' || access.inAnyApp === true ? null : 403;

/** Everybody of acceptance 6, and their machines. `victim` is the owner whose things are tried. */
export async function intruders(store: TestApp, victim: Owner): Promise<Intruder[]> {
  const other = await aPublisherOwner(store, 'Another publisher');
  const everything = [...PERMISSIONS];
  const otherApp = await appOf(store, victim, 'org.example.bystander');
  const elsewhere = [{ appId: otherApp, permissions: everything }];
  const foreign = await aServiceAccount(store, other, { permissions: everything });
  const idle = await aServiceAccount(store, victim, {});
  const confined = await aServiceAccount(store, victim, { apps: elsewhere });
  return [
    { name: 'anonymous', token: undefined, expected: always(401) },
    { name: 'a consumer', token: (await aConsumer(store)).token, expected: always(404) },
    { name: "another publisher's owner", token: other.token, expected: always(404) },
    {
      name: "another publisher's service account",
      token: await signed(foreign.keyFile),
      expected: always(404),
    },
    {
      name: "another publisher's API key",
      token: (await anApiKey(store, other, { scopes: everything })).token,
      expected: always(404),
    },
    { name: 'a former member', token: await formerMember(store, victim), expected: always(404) },
    { name: 'staff', token: (await aStaffMember(store, 'admin')).token, expected: always(404) },
    {
      name: 'a viewer',
      token: (await aMember(store, victim, 'viewer')).token,
      expected: ({ access }) => ((access.roles ?? []).includes('viewer') ? null : 403),
    },
    {
      name: 'a member for another app',
      token: (await aMemberWith(store, victim, { roles: [], apps: elsewhere })).token,
      expected: notInThisApp,
    },
    {
      name: 'a service account without permissions',
      token: await signed(idle.keyFile),
      expected: (operation) => (operation.access.permission === 'publisher:read' ? null : 403),
    },
    {
      name: 'a service account for another app',
      token: await signed(confined.keyFile),
      expected: notInThisApp,
    },
    {
      name: 'an API key for another app',
      token: (await anApiKey(store, victim, { scopes: everything, appIds: [otherApp] })).token,
      expected: notInThisApp,
    },
    ...(await revoked(store, victim)),
  ];
}

async function revoked(store: TestApp, victim: Owner): Promise<Intruder[]> {
  const permissions = [...PERMISSIONS];
  const path = `/v1/publishers/${victim.publisherId}`;
  const client = api(store, victim.token);
  const machine = await aServiceAccount(store, victim, { permissions });
  const own = await signed(machine.keyFile);
  const assertion = await signed(machine.keyFile, {
    claims: { aud: 'https://oauth2.googleapis.com/token', sub: undefined },
  });
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const exchanged = await api(store).call('POST', '/token', { raw: form.toString(), headers });
  const key = await anApiKey(store, victim, { scopes: permissions });
  const keyPath = `${path}/service-accounts/${machine.id}/keys/${machine.keyFile.private_key_id}`;
  const answers = [await client.delete(keyPath), await client.delete(`${path}/api-keys/${key.id}`)];
  if (answers.some(({ status }) => status !== 204)) throw new Error('A key was not revoked.');
  return [
    { name: 'a revoked key', token: own, expected: always(401) },
    { name: "a revoked key's token", token: exchanged.body.access_token as string, expected: always(401) },
    { name: 'a revoked API key', token: key.token, expected: always(401) },
  ];
}

async function anApiKey(store: TestApp, owner: Owner, wish: object): Promise<{ id: string; token: string }> {
  const path = `/v1/publishers/${owner.publisherId}/api-keys`;
  const answer = await api(store, owner.token).post(path, { name: 'Key', ...wish });
  if (answer.status !== 201) throw new Error(`No key: ${JSON.stringify(answer.body)}`);
  return { id: answer.body.key.id as string, token: answer.body.token as string };
}

async function aMemberWith(store: TestApp, owner: Owner, access: object): Promise<{ token: string }> {
  const person = await aConsumer(store);
  const path = `/v1/publishers/${owner.publisherId}/members`;
  const answer = await api(store, owner.token).post(path, { email: person.email, ...access });
  if (answer.status !== 201) throw new Error(`No member: ${JSON.stringify(answer.body)}`);
  return person;
}

async function formerMember(store: TestApp, owner: Owner): Promise<string> {
  const person = await aMember(store, owner, 'admin');
  await api(store, owner.token).delete(`/v1/publishers/${owner.publisherId}/members/${person.accountId}`);
  return person.token;
}

async function appOf(store: TestApp, owner: Owner, packageName: string): Promise<string> {
  const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
  const wish = { packageName, defaultLocale: 'en', category: 'app/tools', pricing: 'free' } as const;
  return (await store.app.get(CreateApp).execute({ publisherId: owner.publisherId, actor, ...wish })).id;
}
