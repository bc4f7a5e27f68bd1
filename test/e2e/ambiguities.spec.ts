import { PutItem, SeedRegions } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { aConsumer, api, aStaffMember, type Client } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe('the report of ambiguous offers over HTTP', () => {
  let store: TestApp;
  let manager: Client;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
  });
  afterAll(() => store.close());

  it('names the pair, the markets and the items, page by page', async () => {
    const approver = api(store, (await aStaffMember(store, 'market-approver')).token);
    const phone = randomUUID();
    for (const [id, category] of [
      [phone, 'device/phone'],
      [randomUUID(), 'device/wearable'],
    ] as const) {
      const item = { id, kind: 'device' as const, category, publisherId: randomUUID(), attributes: {} };
      await store.app.get(PutItem).execute(item);
    }
    const scope = (expression: string) => ({ expression, coversFutureMarkets: true });
    const ids = [1, 2, 3].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);
    const edits = [
      { do: 'set-plan', newId: ids[0], category: 'device/phone', markets: scope('EU'), offered: false },
      { do: 'set-plan', newId: ids[1], category: 'device', markets: scope('DE'), offered: true },
      { do: 'set-plan', newId: ids[2], category: 'device', markets: scope('FR'), offered: true },
    ];
    const { body: set } = await manager.post('/v1/ops/change-sets', { title: 'Plan', reason: 'x', edits });
    const path = `/v1/ops/change-sets/${set.id}`;
    const hash = { hash: (await manager.post(`${path}/preview`)).body.diff.hash };
    await manager.post(`${path}/submit`, hash);
    await approver.post(`${path}/approve`, hash);
    expect((await manager.post(`${path}/apply`, hash)).body.state).toBe('applied');

    const { body: first } = await manager.get('/v1/ops/offers/ambiguities?limit=1');
    const pair = { side: 'store', against: ids[0], itemCount: 1, cellCount: 1 };
    expect(first.data).toEqual([
      {
        ...pair,
        inFavour: ids[1],
        actions: ['list', 'acquire'],
        markets: ['DE'],
        firstItems: [{ itemId: phone, title: null }],
      },
    ]);
    const { body: second } = await manager.get(
      `/v1/ops/offers/ambiguities?limit=1&cursor=${first.nextCursor}`,
    );
    expect(second).toMatchObject({
      data: [{ ...pair, inFavour: ids[2], markets: ['FR'] }],
      nextCursor: null,
    });
  });

  it('is for those who manage markets', async () => {
    const path = '/v1/ops/offers/ambiguities';
    expect((await api(store, (await aConsumer(store)).token).get(path)).status).toBe(403);
    expect((await api(store, (await aStaffMember(store, 'support')).token).get(path)).status).toBe(403);
    expect((await manager.get(`${path}?cursor=x`)).status).toBe(400);
  });
});
