import { PutItem, SetItemFacts } from '@portolan/regions';
import { CreateApp } from '@portolan/catalog';
import { randomUUID } from 'node:crypto';
import { lift } from '../support/change-sets';
import { openMarkets } from '../support/markets';
import { aConsumer, aPublisherOwner, aStaffMember, api, type Client, type Owner } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('availability over HTTP', () => {
  let store: TestApp;
  let owner: Owner;
  let publisher: Client;
  let appId: string;
  beforeAll(async () => {
    store = await startTestApp();
    await openMarkets(store, 'DE', 'US');
    owner = await aPublisherOwner(store);
    publisher = api(store, owner.token);
    const app = await store.app.get(CreateApp).execute({
      publisherId: owner.publisherId,
      packageName: 'org.example.harbour',
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
      actor: { kind: 'account', accountId: owner.accountId, staffRoles: [] },
    });
    appId = app.id;
    await store.app.get(SetItemFacts).execute({ itemId: appId, published: true });
  });
  afterAll(() => store.close());

  const ask = (client: Client, more = '', market = 'DE') =>
    client.get(`/v1/availability?item=${appId}&market=${market}${more}`);
  const codes = (body: { reasons: { code: string }[] }) => body.reasons.map(({ code }) => code);

  it('follows what the publisher selects, version by version', async () => {
    const path = `/v1/apps/${appId}/territories`;
    const nothing = await publisher.get(path);
    expect(nothing).toMatchObject({ status: 200, body: { expression: null, markets: [], version: 0 } });
    const first = await publisher.put(
      path,
      { expression: 'WORLD  -  US', coversFutureMarkets: true },
      { headers: { 'if-match': '"0"' } },
    );
    expect(first).toMatchObject({ status: 200, body: { expression: 'WORLD - US' } });
    expect(first.body.markets).toContain('DE');
    expect(first.body.markets).not.toContain('US');
    const late = await publisher.put(
      path,
      { expression: 'US', coversFutureMarkets: true },
      { headers: { 'if-match': '"0"' } },
    );
    expect(late).toMatchObject({ status: 412, body: { code: 'territories-changed' } });
    const wrong = await publisher.put(path, { expression: 'WORLD -US', coversFutureMarkets: true });
    expect(wrong).toMatchObject({
      status: 422,
      body: { code: 'invalid-market-scope', position: 6, errors: [{ pointer: '/expression' }] },
    });
    const stranger = api(store, (await aPublisherOwner(store)).token);
    expect((await stranger.put(path, { expression: 'WORLD', coversFutureMarkets: true })).status).toBe(404);
    expect((await ask(api(store))).body).toMatchObject({ allowed: true, state: 'available', market: 'DE' });
    const refused = (await ask(api(store), '', 'US')).body;
    expect(refused).toMatchObject({ allowed: false, state: 'not-offered' });
    expect(codes(refused)).toEqual(['COMMERCIAL.NOT_SELECTED_BY_PUBLISHER']);
  });

  it('is asked by id, package name or slug, and by one of them only', async () => {
    const answer = await api(store).get('/v1/availability?package=org.example.harbour&market=DE&action=list');
    expect(answer.body).toMatchObject({ itemId: appId, action: 'list', allowed: true });
    for (const wrong of ['', '&device=x&package=org.example.harbour'])
      expect((await api(store).get(`/v1/availability?market=DE${wrong}`)).status).toBe(400);
    expect((await ask(api(store), '&action=steal')).status).toBe(400);
    expect((await ask(api(store), '&at=yesterday')).status).toBe(400);
    expect((await ask(api(store), '', 'ZZ')).body.code).toBe('unknown-market');
  });

  it('carries the epoch in its ETag and answers 304 until something changes', async () => {
    const first = await ask(api(store));
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(new RegExp(`^"${first.body.epoch}-`));
    const headers = { 'if-none-match': tag };
    const again = await api(store).get(`/v1/availability?item=${appId}&market=DE`, { headers });
    expect(again).toMatchObject({ status: 304, body: null });
  });

  it('tells each reader what they may know', async () => {
    const legal = api(store, (await aStaffMember(store, 'legal')).token);
    const support = api(store, (await aStaffMember(store, 'support')).token);
    const issue = (visibility: string) =>
      legal.post('/v1/ops/prohibitions', {
        type: 'court-injunction',
        items: { itemIds: [appId] },
        markets: { expression: 'DE', coversFutureMarkets: false },
        retention: 'full',
        visibility,
        authority: { name: 'A district court', url: 'https://court.example/7-o-1-26' },
        reason: 'order 7 O 1/26',
      });
    const orders = [];
    for (const visibility of ['publisher', 'staff', 'legal']) {
      const issued = await issue(visibility);
      expect(issued.status).toBe(201);
      orders.push(issued.body.id as string);
    }
    const count = async (client: Client) => codes((await ask(client)).body).length;
    const consumer = api(store, (await aConsumer(store)).token);
    expect([await count(api(store)), await count(consumer), await count(publisher)]).toEqual([0, 0, 1]);
    expect([await count(support), await count(legal)]).toEqual([2, 3]);
    expect((await ask(api(store))).body).toMatchObject({ allowed: false, state: 'not-offered' });
    expect((await ask(legal)).body.state).toBe('blocked');
    for (const id of orders) await lift(store.app, id);
    expect((await ask(api(store))).body.allowed).toBe(true);
  });

  it('answers for an item under embargo as for one that is not there', async () => {
    const secret = randomUUID();
    const { publisherId } = owner;
    await store.app
      .get(PutItem)
      .execute({ id: secret, kind: 'device', category: 'device/phone', publisherId, attributes: {} });
    const at = Date.parse('2100-01-01T00:00:00Z');
    const launch = { time: { kind: 'instant' as const, at }, before: 'embargo' as const };
    await store.app.get(SetItemFacts).execute({ itemId: secret, published: true, free: true, launch });
    const path = (item: string) => `/v1/availability?item=${item}&market=DE`;
    const headers = { 'x-request-id': 'the-same' };
    const strip = (of: Headers) => [...of].filter(([name]) => name !== 'date');
    for (const client of [api(store), api(store, (await aConsumer(store)).token)]) {
      const hidden = await client.get(path(secret), { headers });
      const unknown = await client.get(path(randomUUID()), { headers });
      expect(hidden.status).toBe(404);
      expect(JSON.stringify(hidden.body)).toBe(JSON.stringify(unknown.body));
      expect(strip(hidden.headers)).toEqual(strip(unknown.headers));
      const batch = {
        questions: [
          { item: secret, market: 'DE' },
          { item: randomUUID(), market: 'DE' },
        ],
      };
      expect((await client.post('/v1/availability/batch', batch)).body.answers).toEqual([null, null]);
      // Nor does a question about the time after it tell of the item, or of when the embargo ends.
      const later = { at: '2101-01-01T00:00:00Z' };
      expect((await client.get(`${path(secret)}&at=${later.at}`)).status).toBe(404);
      const dated = { questions: batch.questions.map((question) => ({ ...question, ...later })) };
      expect((await client.post('/v1/availability/batch', dated)).body.answers).toEqual([null, null]);
    }
    expect((await publisher.get(`${path(secret)}&at=2101-01-01T00:00:00Z`)).body.state).not.toBe('hidden');
    expect((await ask(api(store), '&at=2101-01-01T00:00:00Z')).status).toBe(200);
    expect((await publisher.get(path(secret))).body).toMatchObject({ state: 'hidden', allowed: false });
  });

  it('answers a batch of 1,000 in order, and refuses 1,001', async () => {
    const question = { item: appId, market: 'DE' };
    const questions = Array.from({ length: 1_000 }, (_, i) =>
      i % 2 === 0 ? question : { ...question, market: 'US' },
    );
    const answer = await api(store).post('/v1/availability/batch', { questions });
    expect(answer.status).toBe(200);
    const allowed = answer.body.answers.map((one: { allowed: boolean }) => one.allowed);
    expect(allowed).toEqual(questions.map(({ market }) => market === 'DE'));
    const more = await api(store).post('/v1/availability/batch', { questions: [...questions, question] });
    expect(more.status).toBe(400);
  });

  it('gives the publisher every market with its reasons', async () => {
    const overview = await publisher.get(`/v1/apps/${appId}/availability`);
    expect(overview.body.data.length).toBeGreaterThan(245);
    const open = overview.body.data.filter((one: { allowed: boolean }) => one.allowed);
    expect(open.map((one: { market: string }) => one.market)).toEqual(['DE']);
    expect(
      (await api(store, (await aConsumer(store)).token).get(`/v1/apps/${appId}/availability`)).status,
    ).toBe(404);
  });

  it('is switched off in one call, and on again by two people, one of them of the role legal', async () => {
    const manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    const legal = api(store, (await aStaffMember(store, 'legal')).token);
    const body = { itemId: appId, markets: 'DE', retention: 'update-only', reason: 'stolen keys' };
    const pulled = await manager.post('/v1/ops/kill-switch', body);
    expect(pulled).toMatchObject({ status: 201, body: { type: 'kill-switch', reason: 'stolen keys' } });
    expect((await ask(api(store))).body).toMatchObject({
      allowed: false,
      state: 'blocked',
      reasons: [{ code: 'LEGAL.KILL_SWITCH' }],
    });
    const listed = await legal.get(`/v1/ops/prohibitions?type=kill-switch&ended=false&itemId=${appId}`);
    expect(listed.body.data.map(({ id }: { id: string }) => id)).toEqual([pulled.body.id]);
    const path = `/v1/ops/prohibitions/${pulled.body.id}/lift`;
    expect((await manager.post(path, { reason: 'x' })).status).toBe(403);
    const alone = await legal.post(path, { reason: 'keys replaced' });
    expect(alone).toMatchObject({ status: 409, body: { code: 'approval-required' } });
    expect((await ask(api(store))).body.allowed).toBe(false);
    const proposed = await manager.post(alone.body.proposeAt.path, alone.body.proposal);
    const step = `/v1/ops/change-sets/${proposed.body.set.id}`;
    const hash = { hash: proposed.body.diff.hash };
    expect((await legal.post(`${step}/approve`, hash)).body.state).toBe('approved');
    expect((await manager.post(`${step}/apply`, hash)).body.state).toBe('applied');
    expect((await legal.post(path, { reason: 'again' })).body.code).toBe('prohibition-ended');
    expect((await ask(api(store))).body.allowed).toBe(true);
    const none = { ...body, itemId: undefined };
    expect((await manager.post('/v1/ops/kill-switch', none)).status).toBe(400);
    expect((await manager.post('/v1/ops/kill-switch', { ...none, itemId: randomUUID() })).body.code).toBe(
      'item-not-found',
    );
    expect((await publisher.post('/v1/ops/kill-switch', body)).status).toBe(403);
  });

  it('offers devices where staff say', async () => {
    const manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    const device = randomUUID();
    const { publisherId } = owner;
    await store.app
      .get(PutItem)
      .execute({ id: device, kind: 'device', category: 'device/phone', publisherId, attributes: {} });
    const path = `/v1/ops/devices/${device}/territories`;
    const selected = await manager.put(path, { expression: 'DE', coversFutureMarkets: false });
    expect(selected).toMatchObject({ status: 200, body: { markets: ['DE'] } });
    expect((await manager.get(path)).body.expression).toBe('DE');
    expect((await manager.get(`/v1/ops/devices/${appId}/territories`)).status).toBe(404);
    expect((await publisher.put(path, { expression: 'DE', coversFutureMarkets: false })).status).toBe(403);
  });
});
