import { ApplyScheduled } from '@portolan/regions';
import { aStaffMember, api, type Client } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';

const PATH = '/v1/ops/change-sets';

describe('change sets whose ground moves', () => {
  let shop: Shop;
  let manager: Client;
  let legal: Client;
  let appId: string;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.example.contested', { free: true });
    manager = api(shop, (await aStaffMember(shop, 'market-manager')).token);
    legal = api(shop, (await aStaffMember(shop, 'legal')).token);
  });
  afterAll(() => shop.close());

  const order = (market: string) => ({
    type: 'court-injunction',
    items: { itemIds: [appId] },
    markets: { expression: market, coversFutureMarkets: false },
    retention: 'full',
    reason: 'an order',
  });
  const isSold = async (market: string): Promise<boolean> =>
    (await api(shop).get(`/v1/availability?item=${appId}&market=${market}`)).body.allowed as boolean;
  /** A set that takes the app off a market, as it was previewed. */
  const previewed = async (market: string) => {
    const edits = [{ do: 'issue-prohibition', ...order(market) }];
    const made = await manager.post(PATH, { title: 'Off', reason: 'an order', edits });
    const path = `${PATH}/${made.body.id}`;
    const { body } = await manager.post(`${path}/preview`);
    expect(body.diff).toMatchObject({ gained: 0, lost: 2 });
    return { path, hash: body.diff.hash as string };
  };
  const moveGround = async (market: string) => {
    const issued = await legal.post('/v1/ops/prohibitions', order(market));
    expect(issued.status).toBe(201);
  };
  const epoch = async () => (await manager.get('/v1/ops/epochs?limit=1')).body.data[0].epoch as number;

  it('are refused as stale when they are applied, and change nothing', async () => {
    const { path, hash } = await previewed('DE');
    await moveGround('DE');
    const before = await epoch();
    const refused = await manager.post(`${path}/apply`, { hash });
    expect(refused).toMatchObject({ status: 409, body: { code: 'preview-stale' } });
    expect([await epoch(), (await manager.get(path)).body.state]).toEqual([before, 'previewed']);
    // Looked at again, it says what it does now, and does it.
    const again = await manager.post(`${path}/preview`);
    expect(again.body.diff).toMatchObject({ gained: 0, lost: 0 });
    const applied = await manager.post(`${path}/apply`, { hash: again.body.diff.hash });
    expect(applied.body.state).toBe('applied');
  });

  it('apply if what moved is something else', async () => {
    const { path, hash } = await previewed('US');
    await sellApp(shop, 'org.example.elsewhere', { free: true });
    expect((await manager.post(`${path}/apply`, { hash })).body.state).toBe('applied');
    expect(await isSold('US')).toBe(false);
  });

  it('are suspended when they fall due, with the reason, and change nothing', async () => {
    const { path, hash } = await previewed('FR');
    const at = new Date(shop.clock.now().getTime() + 60_000);
    const due = { at: at.toISOString() };
    const scheduled = await manager.post(`${path}/schedule`, { hash, due });
    expect(scheduled.body).toMatchObject({
      state: 'scheduled',
      scheduledFor: due.at,
      suspendedBecause: null,
    });
    await moveGround('FR');
    const before = await epoch();
    shop.clock.set(at);
    await shop.app.get(ApplyScheduled).execute({ changeSetId: scheduled.body.id as string });
    expect((await manager.get(path)).body).toMatchObject({
      state: 'suspended',
      suspendedBecause: expect.stringMatching(/^preview-stale: .+/) as unknown,
      appliedAt: null,
    });
    expect(await epoch()).toBe(before);
    const kept = await manager.get(`${PATH}?state=suspended`);
    expect(kept.body.data.map(({ id }: { id: string }) => id)).toEqual([scheduled.body.id]);
  });

  /** A set that closes a market which is not open yet. */
  const closing = async (market: string) => {
    const edits = [{ do: 'change-market-status', market, status: 'closed', reason: 'not yet' }];
    const made = await manager.post(PATH, { title: 'Closed', reason: 'a plan', edits });
    const path = `${PATH}/${made.body.id}`;
    return { path, hash: (await manager.post(`${path}/preview`)).body.diff.hash as string };
  };

  it.each([
    ['in its own zone', ['IT'], 'earliest', '2198-12-31T23:00:00.000Z'],
    ['in the market where the day begins first', ['US', 'IT', 'RU'], 'earliest', '2198-12-31T12:00:00.000Z'],
    ['in the market where it begins last', ['IT', 'US', 'RU'], 'latest', '2199-01-01T10:00:00.000Z'],
    ['of New York, where it is the primary zone', ['US'], 'primary', '2199-01-01T05:00:00.000Z'],
    ['of New York, where the American day begins', ['US'], 'earliest', '2199-01-01T05:00:00.000Z'],
    ['of Hawaii, where it begins last', ['US'], 'latest', '2199-01-01T10:00:00.000Z'],
    ['of Lisbon and Madeira', ['PT'], 'earliest', '2199-01-01T00:00:00.000Z'],
    ['of the Azores', ['PT'], 'latest', '2199-01-01T01:00:00.000Z'],
    ['of Kamchatka', ['RU'], 'earliest', '2198-12-31T12:00:00.000Z'],
    ['of Kaliningrad', ['RU'], 'latest', '2198-12-31T22:00:00.000Z'],
    ['of Moscow', ['RU'], 'primary', '2198-12-31T21:00:00.000Z'],
  ])('are scheduled at a local midnight %s', async (_, markets, edge, scheduledFor) => {
    const { path, hash } = await closing('GR');
    const due = { local: '2199-01-01T00:00', markets, edge };
    const scheduled = await manager.post(`${path}/schedule`, { hash, due });
    expect(scheduled).toMatchObject({ status: 200, body: { state: 'scheduled', scheduledFor } });
  });

  it('are not scheduled for when they would do something else: the day that an edit names itself', async () => {
    const now = shop.clock.now().getTime();
    const [before, begins] = [60_000, 120_000].map((ms) => new Date(now + ms).toISOString());
    const other = await sellApp(shop, 'org.example.dated', { free: true });
    const ordered = { ...order('DE'), items: { itemIds: [other] }, valid: { from: begins } };
    const edits = [{ do: 'issue-prohibition', ...ordered }];
    const { id } = (await manager.post(PATH, { title: 'Dated', reason: 'an order', edits })).body;
    const path = `${PATH}/${id}`;
    const { hash } = (await manager.post(`${path}/preview`)).body.diff;
    const refused = await manager.post(`${path}/schedule`, { hash, due: { at: begins } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'due-too-late', turn: begins } });
    const scheduled = await manager.post(`${path}/schedule`, { hash, due: { at: before } });
    expect(scheduled.body.state).toBe('scheduled');
    shop.clock.set(before as string);
    await shop.app.get(ApplyScheduled).execute({ changeSetId: id as string });
    expect((await manager.get(path)).body.state).toBe('applied');
  });

  it('are not scheduled at times that are none', async () => {
    const { path, hash } = await closing('PT');
    const at = (local: string, market = 'IT') =>
      manager.post(`${path}/schedule`, { hash, due: { local, markets: [market], edge: 'latest' } });
    expect((await at('2199-02-30T00:00')).body.code).toBe('invalid-local-time');
    expect((await at('2001-01-01T00:00')).body.code).toBe('instant-in-past');
    expect((await at('2199-01-01T00:00', 'ZZ')).body.code).toBe('market-not-found');
    const primary = { local: '2199-01-01T00:00', markets: ['US', 'IT'], edge: 'primary' };
    const vague = await manager.post(`${path}/schedule`, { hash, due: primary });
    expect([vague.status, vague.body.code]).toEqual([422, 'primary-zone-ambiguous']);
    expect((await manager.get(path)).body.state).toBe('previewed');
  });
});
