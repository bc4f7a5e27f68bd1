import { aConsumer, aStaffMember, api, firstAdmin, type Person } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('staff roles and the audit list', () => {
  let store: TestApp;
  let admin: Person;
  const rolePath = (person: Person, role: string): string =>
    `/v1/ops/staff/${person.accountId}/roles/${role}`;

  beforeAll(async () => {
    store = await startTestApp();
    admin = await firstAdmin(store);
  });
  afterAll(() => store.close());

  it('grants and revokes with effect on the very next request of a token issued before', async () => {
    const person = await aConsumer(store);
    const client = api(store, person.token);
    expect((await client.get('/v1/ops/audit')).status).toBe(403);
    const granted = await api(store, admin.token).put(rolePath(person, 'legal'));
    expect(granted).toMatchObject({ status: 200, body: { id: person.accountId, staffRoles: ['legal'] } });
    expect((await client.get('/v1/ops/audit')).status).toBe(200);
    expect((await client.get('/v1/me')).body.staffRoles).toEqual(['legal']);
    expect((await api(store, admin.token).delete(rolePath(person, 'legal'))).status).toBe(204);
    expect((await client.get('/v1/ops/audit')).status).toBe(403);
  });

  it('takes a second grant as done and a second revocation as not found', async () => {
    const person = await aStaffMember(store, 'reviewer');
    const client = api(store, admin.token);
    expect((await client.put(rolePath(person, 'reviewer'))).body.staffRoles).toEqual(['reviewer']);
    expect((await client.delete(rolePath(person, 'reviewer'))).status).toBe(204);
    expect((await client.delete(rolePath(person, 'reviewer'))).status).toBe(404);
    const grants = await client.get(`/v1/ops/audit?subjectId=${person.accountId}&action=staff.grant`);
    expect(grants.body.data).toHaveLength(1);
  });

  it('refuses unknown accounts and roles', async () => {
    const client = api(store, admin.token);
    const nobody = { ...admin, accountId: '00000000-0000-7000-8000-000000000000' };
    expect((await client.put(rolePath(nobody, 'legal'))).body.code).toBe('account-not-found');
    expect((await client.put(rolePath(admin, 'king'))).status).toBe(400);
    expect((await client.put('/v1/ops/staff/x/roles/legal')).status).toBe(400);
  });

  it('lets only administrators see and grant', async () => {
    const legal = await aStaffMember(store, 'legal', 'support', 'market-approver');
    const client = api(store, legal.token);
    expect((await client.get('/v1/ops/staff')).status).toBe(403);
    expect((await client.put(rolePath(legal, 'admin'))).status).toBe(403);
    expect((await api(store).put(rolePath(legal, 'admin'))).status).toBe(401);
  });

  it('keeps the last administrator', async () => {
    const client = api(store, admin.token);
    expect(await client.delete(rolePath(admin, 'admin'))).toMatchObject({
      status: 409,
      body: { code: 'last-admin' },
    });
    const second = await aStaffMember(store, 'admin');
    expect((await api(store, second.token).delete(rolePath(second, 'admin'))).status).toBe(204);
  });

  it('lists staff by address, in pages', async () => {
    await aStaffMember(store, 'finance', 'legal');
    const client = api(store, admin.token);
    const all = (await client.get('/v1/ops/staff?limit=100')).body.data as {
      email: string;
      roles: string[];
    }[];
    const emails = all.map((one) => one.email);
    expect(emails).toEqual([...emails].sort());
    expect(all).toContainEqual(expect.objectContaining({ roles: ['finance', 'legal'] }));
    const paged: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await client.get(`/v1/ops/staff?limit=1${cursor}`);
      paged.push(...body.data.map((one: { email: string }) => one.email));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(paged).toEqual(emails);
  });

  it('finds an account by its address for support', async () => {
    const person = await aConsumer(store);
    const client = api(store, (await aStaffMember(store, 'support')).token);
    const found = await client.get(`/v1/ops/accounts?email=${person.email.toUpperCase()}`);
    expect(found).toMatchObject({ status: 200, body: { id: person.accountId } });
    expect((await client.get('/v1/ops/accounts?email=nobody@example.org')).status).toBe(404);
    expect((await client.get('/v1/ops/accounts')).status).toBe(400);
  });

  it('records who did what in which request, without secrets', async () => {
    const person = await aConsumer(store);
    await api(store, person.token).call('PATCH', '/v1/me', {
      body: { homeMarket: 'FR' },
      headers: { 'x-request-id': 'audit-test-1' },
    });
    const client = api(store, admin.token);
    const { body } = await client.get(`/v1/ops/audit?subjectType=account&subjectId=${person.accountId}`);
    expect(body.data[0]).toMatchObject({
      actor: { kind: 'account', id: person.accountId },
      action: 'account.change-profile',
      before: { homeMarket: 'DE' },
      after: { homeMarket: 'FR' },
      requestId: 'audit-test-1',
    });
    const everything = JSON.stringify((await client.get('/v1/ops/audit?limit=100')).body);
    expect(everything).not.toMatch(/argon2|password|refreshToken/i);
  });
});
