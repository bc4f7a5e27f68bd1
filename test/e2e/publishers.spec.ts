import { aConsumer, aMember, aPublisherOwner, api, type Owner } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('publishers and their teams', () => {
  let store: TestApp;
  let owner: Owner;
  const team = (id = owner.publisherId): string => `/v1/publishers/${id}/members`;

  beforeAll(async () => {
    store = await startTestApp();
    owner = await aPublisherOwner(store, 'Harbour Games');
  });
  afterAll(() => store.close());

  it('shows a publisher to its team and to nobody else', async () => {
    const path = `/v1/publishers/${owner.publisherId}`;
    expect(await api(store, owner.token).get(path)).toMatchObject({
      status: 200,
      body: { id: owner.publisherId, name: 'Harbour Games', country: 'DE', contactEmail: owner.email },
    });
    const viewer = await aMember(store, owner, 'viewer');
    expect((await api(store, viewer.token).get(path)).status).toBe(200);
    const stranger = await aPublisherOwner(store);
    const hidden = await api(store, stranger.token).get(path);
    const absent = await api(store, stranger.token).get(
      '/v1/publishers/00000000-0000-7000-8000-000000000000',
    );
    expect([hidden.status, hidden.body.code]).toEqual([404, 'publisher-not-found']);
    expect([absent.status, absent.body.code]).toEqual([404, 'publisher-not-found']);
    expect((await api(store).get(path)).status).toBe(401);
    expect((await api(store, owner.token).get('/v1/publishers/not-an-id')).status).toBe(404);
  });

  it('refuses a second publisher of the same name by the same founder only', async () => {
    const body = { name: 'HARBOUR  games', country: 'DE', contactEmail: 'team@example.org' };
    expect(await api(store, owner.token).post('/v1/publishers', body)).toMatchObject({
      status: 409,
      body: { code: 'publisher-name-taken' },
    });
    const other = await aConsumer(store);
    expect((await api(store, other.token).post('/v1/publishers', body)).status).toBe(201);
  });

  it.each([
    [{ name: '', country: 'DE', contactEmail: 'a@example.org' }, 400],
    [{ name: 'X', country: 'Germany', contactEmail: 'a@example.org' }, 400],
    [{ name: 'X', country: 'DE', contactEmail: 'a@example.org', ownerCount: 0 }, 400],
    [{ name: ' \t ', country: 'DE', contactEmail: 'a@example.org' }, 422],
    [{ name: 'X', country: 'DE', contactEmail: 'nowhere' }, 422],
  ])('refuses %j with %i', async (body, status) => {
    expect((await api(store, owner.token).post('/v1/publishers', body)).status).toBe(status);
  });

  it('lists the publishers I belong to, in pages', async () => {
    const person = await aConsumer(store);
    const client = api(store, person.token);
    const names = ['One', 'Two', 'Three'];
    for (const name of names)
      await client.post('/v1/publishers', { name, country: 'FR', contactEmail: person.email });
    const first = await client.get('/v1/publishers?limit=2');
    const second = await client.get(`/v1/publishers?limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.data, ...second.body.data].map((p: { name: string }) => p.name)).toEqual(names);
    expect(first.body.data[0].roles).toEqual(['owner']);
    expect(second.body.nextCursor).toBeNull();
    expect((await client.get('/v1/publishers?cursor=xx')).body.code).toBe('cursor-invalid');
  });

  it('takes in, changes and removes members', async () => {
    const client = api(store, owner.token);
    const person = await aConsumer(store);
    const added = await client.post(team(), { email: person.email.toUpperCase(), roles: ['viewer'] });
    expect(added).toMatchObject({ status: 201, body: { accountId: person.accountId, roles: ['viewer'] } });
    expect(await client.post(team(), { email: person.email, roles: ['finance'] })).toMatchObject({
      status: 409,
      body: { code: 'member-exists' },
    });
    const path = `${team()}/${person.accountId}`;
    expect((await client.put(path, { roles: ['finance', 'release-manager', 'finance'] })).body).toEqual({
      roles: ['release-manager', 'finance'],
      permissions: [],
      apps: [],
    });
    expect((await client.get(`${team()}?limit=100`)).body.data).toContainEqual(
      expect.objectContaining({ accountId: person.accountId, roles: ['release-manager', 'finance'] }),
    );
    expect((await client.delete(path)).status).toBe(204);
    expect((await api(store, person.token).get(team())).status).toBe(404);
    expect((await client.delete(path)).body.code).toBe('member-not-found');
    expect(await client.post(team(), { email: 'nobody@example.org', roles: ['viewer'] })).toMatchObject({
      status: 422,
      body: { code: 'account-unknown' },
    });
  });

  it('keeps the team out of the hands of members below administrator, who may still leave', async () => {
    const finance = await aMember(store, owner, 'finance', 'release-manager');
    const viewer = await aMember(store, owner, 'viewer');
    const client = api(store, finance.token);
    const asAdmin = { email: viewer.email, roles: ['admin'] };
    expect((await client.post(team(), asAdmin)).body.code).toBe('role-required');
    expect((await client.put(`${team()}/${finance.accountId}`, { roles: ['owner'] })).body.code).toBe(
      'role-required',
    );
    expect((await client.delete(`${team()}/${viewer.accountId}`)).body.code).toBe('team-role-required');
    expect((await client.delete(`${team()}/${finance.accountId}`)).status).toBe(204);
  });

  it('leaves owners to owners', async () => {
    const admin = await aMember(store, owner, 'admin');
    const client = api(store, admin.token);
    expect((await client.put(`${team()}/${admin.accountId}`, { roles: ['owner'] })).body.code).toBe(
      'owner-required',
    );
    expect((await client.delete(`${team()}/${owner.accountId}`)).body.code).toBe('owner-required');
    const person = await aConsumer(store);
    expect((await client.post(team(), { email: person.email, roles: ['owner'] })).body.code).toBe(
      'owner-required',
    );
    expect((await client.post(team(), { email: person.email, roles: ['admin'] })).status).toBe(201);
  });

  it('keeps the last owner', async () => {
    const client = api(store, owner.token);
    const self = `${team()}/${owner.accountId}`;
    expect(await client.delete(self)).toMatchObject({ status: 409, body: { code: 'last-owner' } });
    expect(await client.put(self, { roles: ['viewer'] })).toMatchObject({ status: 409 });
    expect((await client.get(`/v1/publishers/${owner.publisherId}`)).status).toBe(200);
  });
});
