import { SeedRegions } from '@portolan/regions';
import { aConsumer, api, aStaffMember, type Client } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('change sets over HTTP', () => {
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

  const PATH = '/v1/ops/change-sets';
  const open = (market: string) => ({ do: 'change-market-status', market, status: 'open', reason: 'ready' });
  const propose = async (...edits: object[]) => {
    const made = await manager.post(PATH, { title: 'Spain', reason: 'the launch', ticket: 'MKT-7', edits });
    expect(made).toMatchObject({ status: 201, body: { state: 'draft', ticket: 'MKT-7' } });
    return `${PATH}/${made.body.id}`;
  };
  const statusOf = async (market: string) => (await manager.get(`/v1/ops/markets/${market}`)).body.status;

  it('a market opens when a second person has approved what the preview shows', async () => {
    const path = await propose(open('ES'));
    const seen = await manager.post(`${path}/preview`);
    expect(seen).toMatchObject({
      status: 200,
      body: { set: { state: 'previewed', needsApproval: true }, diff: { gained: 0, firstGained: [] } },
    });
    const body = { hash: seen.body.diff.hash };
    expect((await manager.post(`${path}/apply`, body)).body.code).toBe('approval-required');
    expect((await manager.post(`${path}/submit`, { hash: 'another' })).body.code).toBe('preview-stale');
    expect((await manager.post(`${path}/submit`, body)).body.state).toBe('awaiting-approval');
    expect((await manager.post(`${path}/approve`, body)).status).toBe(403);
    expect((await approver.post(`${path}/approve`, body)).body.state).toBe('approved');
    expect(await statusOf('ES')).toBe('planned');
    expect(await manager.post(`${path}/apply`, body)).toMatchObject({
      status: 200,
      body: { state: 'applied' },
    });
    expect(await statusOf('ES')).toBe('open');
    const back = await manager.post(`${path}/revert`, { reason: 'too early' });
    expect(back).toMatchObject({ status: 201, body: { state: 'draft', edits: [{ status: 'closed' }] } });
  });

  it('closing takes one person', async () => {
    const path = await propose({ ...open('FR'), status: 'closed' });
    const { body } = await manager.post(`${path}/preview`);
    const applied = await manager.post(`${path}/apply`, { hash: body.diff.hash });
    expect(applied.body).toMatchObject({ state: 'applied', approvedBy: null });
    expect(await statusOf('FR')).toBe('closed');
  });

  it('is edited, listed, scheduled and cancelled', async () => {
    const path = await propose(open('IT'));
    const edits = [{ ...open('IT'), status: 'closed' }];
    expect((await manager.put(`${path}/edits`, { edits })).body).toMatchObject({ state: 'draft', edits });
    const seen = await manager.post(`${path}/preview`);
    const due = { local: '2199-01-01T00:00', markets: ['IT'], edge: 'earliest' };
    const scheduled = await manager.post(`${path}/schedule`, { hash: seen.body.diff.hash, due });
    expect(scheduled.body).toMatchObject({ state: 'scheduled', scheduledFor: '2198-12-31T23:00:00.000Z' });
    const waiting = await manager.get(`${PATH}?state=scheduled&limit=1`);
    expect(waiting.body.data.map(({ id }: { id: string }) => `${PATH}/${id}`)).toEqual([path]);
    expect((await approver.post(`${path}/cancel`)).body.state).toBe('cancelled');
    expect((await approver.get(path)).body).toMatchObject({ state: 'cancelled', edits });
  });

  it('refuses what it cannot read, and points at what it cannot do', async () => {
    const wrong = { title: 'x', reason: 'x', edits: [{ do: 'open-the-gates' }] };
    expect((await manager.post(PATH, wrong)).status).toBe(400);
    expect((await manager.post(PATH, { title: 'x', reason: 'x', edits: [] })).status).toBe(400);
    const path = await propose(open('GR'), open('ZZ'));
    expect(await manager.post(`${path}/preview`)).toMatchObject({
      status: 404,
      body: { code: 'market-not-found', errors: [{ pointer: '/edits/1' }] },
    });
    expect((await manager.get(`${PATH}/00000000-0000-7000-8000-000000000000`)).body.code).toBe(
      'change-set-not-found',
    );
  });

  it('shows what is kept for the role legal to nobody else', async () => {
    const legal = api(store, (await aStaffMember(store, 'legal')).token);
    const secret = {
      do: 'issue-prohibition',
      type: 'court-injunction',
      items: { categories: ['app/finance'] },
      markets: { expression: 'CH', coversFutureMarkets: false },
      valid: { until: '2190-01-01T00:00:00.000Z' },
      retention: 'full',
      visibility: 'legal',
      reason: 'sealed order',
    };
    const made = await legal.post(PATH, { title: 'Sealed', reason: 'sealed', edits: [secret] });
    expect(made.body.edits).toEqual([expect.objectContaining(secret)]);
    const path = `${PATH}/${made.body.id}`;
    const { body } = await legal.post(`${path}/preview`);
    await legal.post(`${path}/apply`, { hash: body.diff.hash });
    expect((await manager.get(path)).body.edits).toEqual([{ do: secret.do, visibility: 'legal' }]);
    const taken = await manager.post(`${path}/revert`, { reason: 'settled' });
    expect(taken.body.edits).toEqual([expect.objectContaining({ do: 'lift-prohibition' })]);
  });

  it('simulates for staff only', async () => {
    const edits = [open('PT')];
    expect(await approver.post('/v1/ops/simulations', { edits })).toMatchObject({
      status: 200,
      body: { gained: 0, lost: 0, counts: [] },
    });
    expect(await statusOf('PT')).toBe('planned');
    expect((await consumer.post('/v1/ops/simulations', { edits })).status).toBe(403);
    expect((await consumer.get(PATH)).status).toBe(403);
  });
});
