import { SeedRegions } from '@portolan/regions';
import { aConsumer, api, aStaffMember, type Client } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('markets and groups that operations make, over HTTP', () => {
  let store: TestApp;
  let manager: Client;
  let approver: Client;
  let consumer: Client;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    approver = api(store, (await aStaffMember(store, 'market-approver')).token);
    consumer = api(store, (await aConsumer(store)).token);
  });
  afterAll(() => store.close());

  async function carryOut(...edits: object[]): Promise<void> {
    const { body: set } = await manager.post('/v1/ops/change-sets', { title: 'Places', reason: 'x', edits });
    const path = `/v1/ops/change-sets/${set.id}`;
    const hash = { hash: (await manager.post(`${path}/preview`)).body.diff.hash };
    await manager.post(`${path}/submit`, hash);
    await approver.post(`${path}/approve`, hash);
    expect((await manager.post(`${path}/apply`, hash)).body.state).toBe('applied');
  }

  it('a group is made, changes by a change set, is renamed and retired', async () => {
    const body = { code: 'LAUNCH-1', name: 'First', members: ['DE'] };
    const made = await manager.post('/v1/ops/market-groups', body);
    expect(made).toMatchObject({ status: 201, body: { code: 'LAUNCH-1', retired: false } });
    expect((await manager.post('/v1/ops/market-groups', body)).body.code).toBe('place-code-taken');
    expect((await manager.post('/v1/ops/market-groups', { ...body, code: 'launch' })).status).toBe(400);
    const member = { group: 'LAUNCH-1', market: 'FR', reason: 'ready' };
    await carryOut({ do: 'add-group-member', ...member, valid: { from: '2026-01-01T00:00:00Z' } });
    const path = '/v1/ops/market-groups/LAUNCH-1';
    expect((await approver.get(path)).body.members).toContainEqual({
      market: 'FR',
      from: '2026-01-01T00:00:00.000Z',
      until: null,
    });
    const retired = await manager.patch(path, { name: 'The first', retired: true, reason: 'over' });
    expect(retired.body).toMatchObject({ name: 'The first', retired: true });
    expect((await consumer.post('/v1/ops/market-groups', body)).status).toBe(403);
    expect((await approver.patch(path, { retired: false, reason: 'x' })).status).toBe(403);
  });

  it('a market is added, renamed, and takes the place of another by a change set', async () => {
    const body = { code: 'DE-BY', name: 'Bavaria', parent: 'DE', zone: 'Europe/Berlin', currencies: ['EUR'] };
    const made = await manager.post('/v1/ops/markets', body);
    expect(made).toMatchObject({ status: 201, body: { status: 'planned', slot: 511, parent: 'DE' } });
    expect((await manager.post('/v1/ops/markets', body)).status).toBe(409);
    const odd = await manager.post('/v1/ops/markets', { ...body, code: 'DE-X', zone: 'Nowhere' });
    expect(odd).toMatchObject({ status: 422, body: { errors: [{ pointer: '/zone' }] } });
    const renamed = await manager.put('/v1/ops/markets/DE-BY/name', { name: 'Bayern', reason: 'own name' });
    expect(renamed.body.name).toBe('Bayern');
    const from = '2030-01-01T00:00:00.000Z';
    await carryOut({ do: 'succeed-market', market: 'FR', successors: ['DE-BY'], from, reason: 'an example' });
    expect((await manager.get('/v1/ops/markets/DE-BY')).body.predecessors).toEqual([{ market: 'FR', from }]);
    expect((await consumer.post('/v1/ops/markets', body)).status).toBe(403);
    expect((await approver.put('/v1/ops/markets/DE-BY/name', { name: 'B', reason: 'x' })).status).toBe(403);
  });

  it('a deal is terminated by one person, and amended by no single call', async () => {
    const deal = { kind: 'licence', counterparty: 'A holder', title: 'A licence' };
    const { body } = await manager.post('/v1/ops/deals', deal);
    const path = `/v1/ops/deals/${body.id}`;
    expect((await manager.put(path, deal)).status).toBe(404);
    expect((await approver.post(`${path}/terminate`, { reason: 'breach' })).status).toBe(403);
    expect((await manager.post(`${path}/terminate`, { reason: 'breach' })).status).toBe(204);
    expect((await manager.post(`${path}/terminate`, { reason: 'breach' })).body.code).toBe('deal-ended');
    const renewed = { dealId: body.id, title: 'Renewed', valid: { until: null }, reason: 'settled' };
    await carryOut({ do: 'amend-deal', ...renewed });
    const { data } = (await manager.get('/v1/ops/deals')).body;
    expect(data.filter((one: { id: string }) => one.id === body.id)).toContainEqual(
      expect.objectContaining({
        title: 'Renewed',
        valid: expect.objectContaining({ until: null }) as unknown,
      }),
    );
  });
});
