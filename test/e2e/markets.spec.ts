import { SeedRegions } from '@portolan/regions';
import { carryOut } from '../support/change-sets';
import { aConsumer, api, aStaffMember, type Client } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('markets, groups, plan, papers and deals over HTTP', () => {
  let store: TestApp;
  let manager: Client;
  let consumer: Client;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    consumer = api(store, (await aConsumer(store)).token);
  });
  afterAll(() => store.close());

  const world = { expression: 'WORLD', coversFutureMarkets: true };

  it('lists markets in pages and by filter', async () => {
    const first = await manager.get('/v1/ops/markets?limit=2');
    expect(first.body.data).toHaveLength(2);
    const second = await manager.get(`/v1/ops/markets?limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.data[0].code > first.body.data[1].code).toBe(true);
    const nordic = await manager.get('/v1/ops/markets?group=154&q=sweden');
    expect(nordic.body.data.map((market: { code: string }) => market.code)).toEqual(['SE']);
    expect((await manager.get('/v1/ops/markets?status=sold')).status).toBe(400);
    expect((await manager.get('/v1/ops/markets?cursor=abc')).body.code).toBe('cursor-invalid');
  });

  it('opens and closes a market, now and later, with its history', async () => {
    await carryOut(store.app, {
      do: 'change-market-status',
      market: 'SE',
      status: 'open',
      reason: 'ready',
    });
    const opened = await manager.get('/v1/ops/markets/SE');
    expect(opened).toMatchObject({ status: 200, body: { code: 'SE', status: 'open' } });
    expect(opened.body.currencies).toContainEqual(expect.objectContaining({ currency: 'SEK', until: null }));
    const from = new Date(store.clock.now().getTime() + 86_400_000).toISOString();
    const closed = await manager.patch('/v1/ops/markets/SE', { status: 'closed', from, reason: 'moving' });
    expect(closed.body.status).toBe('open');
    expect(closed.body.statuses.at(-1)).toEqual({ from, status: 'closed' });
    const past = await manager.patch('/v1/ops/markets/SE', {
      status: 'open',
      from: '2020-01-01T00:00:00Z',
      reason: 'x',
    });
    expect(past).toMatchObject({
      status: 422,
      body: { code: 'instant-in-past', errors: [{ pointer: '/from' }] },
    });
  });

  it('answers what is not there and what is malformed', async () => {
    expect((await manager.get('/v1/ops/markets/ZZ')).body.code).toBe('market-not-found');
    expect((await manager.get('/v1/ops/market-groups/ZZZ')).body.code).toBe('market-group-not-found');
    const body = { status: 'open', reason: '', surprise: 1 };
    const answer = await manager.patch('/v1/ops/markets/SE', body);
    expect(answer.status).toBe(400);
  });

  it('shows groups with their dated members', async () => {
    const groups = await manager.get('/v1/ops/market-groups?limit=100');
    expect(groups.body.data.map((group: { code: string }) => group.code)).toEqual(
      expect.arrayContaining(['EU', 'WORLD']),
    );
    const euro = await manager.get('/v1/ops/market-groups/EUROZONE');
    const croatia = euro.body.members.find((member: { market: string }) => member.market === 'HR');
    expect(croatia).toMatchObject({ from: '2022-12-31T23:00:00.000Z', until: null });
    expect((await manager.get('/v1/ops/market-groups/WORLD')).body.members).toBeNull();
  });

  it("keeps the store's plan: add, replace, list, end", async () => {
    const rule = { category: 'app/game', markets: world, offered: false };
    const made = await manager.post('/v1/ops/offers', rule);
    expect(made).toMatchObject({ status: 201, body: { ...rule, side: 'store' } });
    const path = `/v1/ops/offers/${made.body.id}`;
    store.clock.advance(1_000);
    const narrower = { category: 'app/game', markets: { ...world, expression: 'EU' }, offered: true };
    await carryOut(store.app, { do: 'set-plan', offerId: made.body.id, ...narrower });
    // A rule that offers is taken back by one person, and so is its replacement by one that offers not.
    expect((await manager.put(path, { ...narrower, offered: false })).body.offered).toBe(false);
    store.clock.advance(1_000);
    await carryOut(store.app, { do: 'set-plan', offerId: made.body.id, ...narrower });
    const listed = await manager.get('/v1/ops/offers?category=app/game');
    expect(listed.body.data).toHaveLength(1);
    store.clock.advance(1_000);
    expect((await manager.delete(path)).status).toBe(204);
    expect((await manager.delete(path)).status).toBe(409);
    expect((await manager.get('/v1/ops/offers?category=app/game')).body.data).toEqual([]);
    expect((await manager.get('/v1/ops/offers?category=app/game&ended=true')).body.data).toHaveLength(3);
    store.clock.release();
  });

  it('records deals and credentials, and verifies only what may follow', async () => {
    const deal = await manager.post('/v1/ops/deals', {
      kind: 'cross-licence',
      counterparty: 'A rights holder',
      title: 'Multi-year cross-licence',
    });
    expect(deal.status).toBe(201);
    const credential = await manager.post('/v1/ops/credentials', {
      type: 'patent-licence.holder',
      holder: { kind: 'operator' },
      issuer: 'A rights holder',
      items: { categories: ['device/phone'] },
      markets: world,
      dealId: deal.body.id,
    });
    expect(credential).toMatchObject({ status: 201, body: { status: 'submitted' } });
    const path = `/v1/ops/credentials/${credential.body.id}/status`;
    expect((await manager.post(path, { status: 'suspended', reason: 'x' })).body.code).toBe(
      'credential-status-transition',
    );
    await carryOut(store.app, {
      do: 'change-credential-status',
      credentialId: credential.body.id,
      status: 'verified',
      reason: 'seen',
    });
    const listed = await manager.get('/v1/ops/credentials?type=patent-licence.holder&status=verified');
    expect(listed.body.data).toHaveLength(1);
    expect((await manager.get('/v1/ops/deals')).body.data).toHaveLength(1);
    const orphan = { ...credential.body, dealId: '00000000-0000-7000-8000-000000000000' };
    const { id, recordedAt, valid, status, statusReason, evidence, ...body } = orphan;
    void [id, recordedAt, valid, status, statusReason, evidence];
    expect((await manager.post('/v1/ops/credentials', body)).body.code).toBe('deal-not-found');
  });

  it('makes, replaces and ends requirements', async () => {
    const body = {
      items: { categories: ['device/phone'], where: { op: 'contains', attribute: 'standards', value: '4G' } },
      markets: { expression: 'FCC', coversFutureMarkets: true },
      actions: ['list', 'acquire'],
      anyOf: [['radio.fcc']],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
    };
    const made = await manager.post('/v1/ops/requirements', body);
    expect(made.status).toBe(201);
    store.clock.advance(1_000);
    const path = `/v1/ops/requirements/${made.body.id}`;
    const milder = await manager.put(path, { ...body, enforcement: 'advisory' });
    expect(milder.body.code).toBe('approval-required');
    await carryOut(store.app, ...milder.body.proposal.edits);
    expect(
      (await manager.get('/v1/ops/requirements?ended=false&credentialType=radio.fcc')).body.data,
    ).toHaveLength(1);
    const ending = await manager.post(`${path}/end`, { reason: 'repealed' });
    await carryOut(store.app, ...ending.body.proposal.edits);
    expect((await manager.post(`${path}/end`, { reason: 'again' })).body.code).toBe('requirement-ended');
    const red = { op: 'eq', attribute: 'colour', value: 'red' };
    const where = { op: 'or', of: [{ op: 'eq', attribute: 'gambling', value: true }, red] };
    const wrong = await manager.post('/v1/ops/requirements', { ...body, items: { where } });
    expect(wrong).toMatchObject({
      status: 422,
      body: { code: 'invalid-predicate', errors: [{ pointer: '/items/where/of/1/attribute' }] },
    });
    store.clock.release();
  });

  it('is closed to people who are not staff', async () => {
    const paths = [
      'markets',
      'market-groups',
      'offers',
      'deals',
      'credentials',
      'requirements',
      'prohibitions',
    ];
    for (const path of paths)
      expect([path, (await consumer.get(`/v1/ops/${path}`)).status]).toEqual([path, 403]);
    const answer = await consumer.patch('/v1/ops/markets/SE', { status: 'closed', reason: 'x' });
    expect(answer.status).toBe(403);
    expect((await api(store).get('/v1/ops/markets')).status).toBe(401);
  });
});
