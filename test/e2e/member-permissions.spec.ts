import { CreateApp } from '@portolan/catalog';
import { aConsumer, aMember, aPublisherOwner, api, type Owner, type Person } from '../support/people';
import { openMarkets } from '../support/markets';
import { startTestApp, type TestApp } from '../support/test-app';

describe('what members are permitted one by one', () => {
  let store: TestApp;
  let owner: Owner;
  let mine: string;
  let other: string;
  const team = (): string => `/v1/publishers/${owner.publisherId}/members`;
  const listing = { title: 'One', shortDescription: '', fullDescription: '' };

  beforeAll(async () => {
    store = await startTestApp();
    await openMarkets(store, 'DE');
    owner = await aPublisherOwner(store);
    const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
    const make = async (packageName: string): Promise<string> => {
      const wish = { packageName, defaultLocale: 'en', category: 'app/tools', pricing: 'free' } as const;
      return (await store.app.get(CreateApp).execute({ publisherId: owner.publisherId, actor, ...wish })).id;
    };
    mine = await make('org.example.mine');
    other = await make('org.example.other');
  });
  afterAll(() => store.close());

  const join = async (access: object): Promise<Person> => {
    const person = await aConsumer(store);
    const answer = await api(store, owner.token).post(team(), { email: person.email, roles: [], ...access });
    expect(answer.status).toBe(201);
    return person;
  };

  it('keeps a member to one app', async () => {
    const apps = [{ appId: mine, permissions: ['apps:read', 'listings:write'] }];
    const client = api(store, (await join({ apps })).token);
    expect((await client.put(`/v1/apps/${mine}/listings/en`, listing)).status).toBe(200);
    expect((await client.patch(`/v1/apps/${mine}`, { category: 'app/game' })).status).toBe(403);
    for (const path of [`/v1/apps/${other}`, `/v1/apps/${other}/listings`, `/v1/apps/${other}/territories`])
      expect([path, (await client.get(path)).status]).toEqual([path, 403]);
    const listed = await client.get(`/v1/publishers/${owner.publisherId}/apps`);
    expect(listed.body.data.map((app: { id: string }) => app.id)).toEqual([mine]);
    expect((await client.get(`/v1/publishers/${owner.publisherId}`)).status).toBe(200);
    expect((await client.get(team())).status).toBe(403);
  });

  it('adds a permission to a role', async () => {
    const viewer = await aMember(store, owner, 'viewer');
    const client = api(store, viewer.token);
    expect((await client.put(`/v1/apps/${mine}/listings/en`, listing)).status).toBe(403);
    const path = `${team()}/${viewer.accountId}`;
    const changed = await api(store, owner.token).put(path, {
      roles: ['viewer'],
      permissions: ['listings:write'],
    });
    expect(changed.body).toEqual({ roles: ['viewer'], permissions: ['listings:write'], apps: [] });
    expect((await client.put(`/v1/apps/${mine}/listings/en`, listing)).status).toBe(200);
    const listed = await api(store, owner.token).get(`${team()}?limit=100`);
    expect(listed.body.data).toContainEqual(
      expect.objectContaining({ accountId: viewer.accountId, permissions: ['listings:write'] }),
    );
  });

  it('lets nobody widen their own membership, and everybody leave', async () => {
    const apps = [{ appId: mine, permissions: ['apps:read'] }];
    const person = await join({ apps });
    const client = api(store, person.token);
    const self = `${team()}/${person.accountId}`;
    expect((await client.put(self, { roles: [], permissions: ['apps:write'] })).status).toBe(403);
    expect((await client.delete(`${team()}/${owner.accountId}`)).body.code).toBe('team-role-required');
    expect((await client.delete(self)).status).toBe(204);
    expect((await client.get(`/v1/apps/${mine}`)).status).toBe(404);
  });

  it('refuses a member who may nothing, and apps of others', async () => {
    const { email } = await aConsumer(store);
    const client = api(store, owner.token);
    expect((await client.post(team(), { email, roles: [] })).body.code).toBe('access-empty');
    const apps = [{ appId: owner.publisherId, permissions: ['apps:read'] }];
    expect((await client.post(team(), { email, roles: [], apps })).body.code).toBe('app-of-other-publisher');
    const bare = [{ appId: mine, permissions: [] }];
    expect((await client.post(team(), { email, roles: [], apps: bare })).body.code).toBe(
      'app-grants-invalid',
    );
  });

  it('answers about an app that is not out yet only to those who may see the app', async () => {
    const apps = [{ appId: mine, permissions: ['apps:read'] }];
    const { token } = await join({ apps });
    const ask = (id: string) => api(store, token).get(`/v1/availability?item=${id}&market=DE&action=acquire`);
    expect([(await ask(mine)).status, (await ask(other)).status]).toEqual([200, 404]);
  });
});
