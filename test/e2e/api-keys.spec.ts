import { CreateApp } from '@portolan/catalog';
import { aMember, aPublisherOwner, api, type Answer, type Owner } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const DAY = 86_400_000;

describe('API keys', () => {
  let store: TestApp;
  let owner: Owner;
  let apps: [string, string];
  const keys = (): string => `/v1/publishers/${owner.publisherId}/api-keys`;

  beforeAll(async () => {
    store = await startTestApp();
    owner = await aPublisherOwner(store);
    apps = [await makeApp('org.example.one'), await makeApp('org.example.two')];
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const makeApp = async (packageName: string): Promise<string> => {
    const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
    const wish = { packageName, defaultLocale: 'en', category: 'app/tools', pricing: 'free' } as const;
    return (await store.app.get(CreateApp).execute({ publisherId: owner.publisherId, actor, ...wish })).id;
  };
  const make = async (wish: object): Promise<{ id: string; token: string }> => {
    const answer = await api(store, owner.token).post(keys(), { name: 'CI', ...wish });
    expect(answer.status).toBe(201);
    return { id: answer.body.key.id as string, token: answer.body.token as string };
  };
  const read = (token: string, appId = apps[0]): Promise<Answer> =>
    api(store, token).get(`/v1/apps/${appId}`);
  const listing = { title: 'One', shortDescription: '', fullDescription: '' };

  it('are shown once and kept as a hash', async () => {
    const { token } = await make({ scopes: ['apps:read'] });
    expect(token).toMatch(/^ptk_[0-9a-f]{16}_[\w-]{43}$/);
    const secret = token.slice(21);
    const listed = await api(store, owner.token).get(`${keys()}?limit=100`);
    expect(listed.body.data).toContainEqual(
      expect.objectContaining({ prefix: token.slice(0, 20), scopes: ['apps:read'], appIds: null }),
    );
    const kept = await store.database.query(
      `SELECT k::text AS row FROM api_key k UNION ALL SELECT e::text FROM audit_event e`,
    );
    expect(JSON.stringify([listed.body, kept])).not.toContain(secret);
  });

  it('do what their scopes say, under a name of their own', async () => {
    const { id, token } = await make({ scopes: ['listings:write'] });
    const written = await api(store, token).put(`/v1/apps/${apps[0]}/listings/en`, listing);
    expect(written.status).toBe(200);
    expect((await read(token)).body.code).toBe('permission-required');
    expect((await api(store, token).get('/v1/me')).body.code).toBe('person-required');
    const [event] = await store.database.query(
      `SELECT actor_kind, actor_id FROM audit_event WHERE action = 'listing.put' ORDER BY at DESC LIMIT 1`,
    );
    expect(event).toEqual({ actor_kind: 'api-key', actor_id: id });
  });

  it('keep to the apps that they name', async () => {
    const { token } = await make({ scopes: ['apps:read', 'apps:write'], appIds: [apps[1]] });
    expect([(await read(token, apps[1])).status, (await read(token)).status]).toEqual([200, 403]);
    const listed = await api(store, token).get(`/v1/publishers/${owner.publisherId}/apps`);
    expect(listed.body.data.map((app: { id: string }) => app.id)).toEqual([apps[1]]);
    const another = {
      packageName: 'org.example.three',
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
    };
    expect((await api(store, token).post(`/v1/publishers/${owner.publisherId}/apps`, another)).status).toBe(
      403,
    );
  });

  it('are refused once they are revoked, expired, changed or somebody’s guess', async () => {
    const { id, token } = await make({ scopes: ['apps:read'], days: 2 });
    const other = await make({ scopes: ['apps:read'], days: 2 });
    expect((await read(token)).status).toBe(200);
    const mixed = token.slice(0, 21) + other.token.slice(21);
    for (const bad of [mixed, `${token}x`, 'ptk_', `ptk_${'0'.repeat(16)}_${'x'.repeat(43)}`]) {
      const answer = await read(bad);
      expect([answer.status, answer.body.code]).toEqual([401, 'api-key-invalid']);
    }
    const client = api(store, owner.token);
    expect((await client.delete(`${keys()}/${id}`)).status).toBe(204);
    expect((await read(token)).body.code).toBe('api-key-invalid');
    expect((await client.delete(`${keys()}/${id}`)).body.code).toBe('api-key-not-found');
    store.clock.set(new Date(Date.now() + 2 * DAY + 1_000));
    expect((await read(other.token)).body.code).toBe('api-key-invalid');
  });

  it('tell when they were last used', async () => {
    const { id, token } = await make({ scopes: ['apps:read'] });
    await read(token);
    const { body } = await api(store, owner.token).get(`${keys()}?limit=100`);
    const key = body.data.find((one: { id: string }) => one.id === id);
    expect(key.lastUsedAt).toEqual(expect.any(String));
  });

  it.each([
    ['no scope', { scopes: [] }, 400],
    ['a scope that there is not', { scopes: ['everything'] }, 400],
    ['no app', { scopes: ['apps:read'], appIds: [] }, 400],
    ['more than a year', { scopes: ['apps:read'], days: 367 }, 400],
    ['an app of nobody', { scopes: ['apps:read'], appIds: ['00000000-0000-7000-8000-000000000000'] }, 422],
  ])('are not made with %s', async (_what, wish, status) => {
    expect((await api(store, owner.token).post(keys(), { name: 'CI', ...wish })).status).toBe(status);
  });

  it('are made by owners and administrators, not by keys', async () => {
    const wish = { name: 'CI', scopes: ['apps:read'] };
    const manager = await aMember(store, owner, 'release-manager');
    expect((await api(store, manager.token).post(keys(), wish)).body.code).toBe('role-required');
    const { token } = await make({ scopes: ['apps:read', 'apps:write'] });
    expect((await api(store, token).post(keys(), wish)).body.code).toBe('person-required');
    const stranger = await aPublisherOwner(store);
    expect((await api(store, stranger.token).get(keys())).status).toBe(404);
  });

  it('are at most a hundred, however many are asked for at once', async () => {
    const crowd = await aPublisherOwner(store);
    const path = `/v1/publishers/${crowd.publisherId}/api-keys`;
    const client = api(store, crowd.token);
    for (let i = 0; i < 95; i++) await client.post(path, { name: 'CI', scopes: ['apps:read'] });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => client.post(path, { name: 'CI', scopes: ['apps:read'] })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ body }) => body.code === 'too-many-api-keys')).toHaveLength(7);
  });
});
