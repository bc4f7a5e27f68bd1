import { systemActor } from '@portolan/platform';
import { IssueProhibition } from '@portolan/regions';
import { setTimeout as wait } from 'node:timers/promises';
import { aConsumer, aStaffMember, api, type Client } from '../support/people';
import { type Shop, sellApp, startShop } from '../support/shop';

describe('what was known when, over HTTP', () => {
  let shop: Shop;
  let support: Client;
  let appId: string;
  let before: string;
  beforeAll(async () => {
    shop = await startShop();
    support = api(shop, (await aStaffMember(shop, 'support')).token);
    appId = await sellApp(shop, 'org.example.banned', { free: true });
    before = new Date().toISOString();
    await wait(20);
    await shop.app.get(IssueProhibition).execute({
      type: 'government-block-order',
      items: { itemIds: [appId] },
      markets: { expression: 'FR', coversFutureMarkets: false },
      // Found out today, and true for an hour.
      valid: { from: new Date(Date.now() - 3_600_000) },
      retention: 'full',
      reason: 'an order',
      actor: systemActor('test'),
    });
  });
  afterAll(() => shop.close());

  const batch = async (extra: object, client = support) =>
    client.post('/v1/availability/batch', {
      questions: [
        { item: appId, market: 'FR' },
        { item: appId, market: 'DE' },
        { item: '00000000-0000-7000-8000-000000000000', market: 'DE' },
      ],
      ...extra,
    });
  const allowed = ({ body }: { body: { answers: ({ allowed: boolean } | null)[] } }) =>
    body.answers.map((answer) => answer?.allowed ?? null);

  it('one decision and many say what the store would have said then', async () => {
    expect(allowed(await batch({}))).toEqual([false, true, null]);
    expect(allowed(await batch({ knownAt: before }))).toEqual([true, true, null]);
    const path = `/v1/availability?item=${appId}&market=FR`;
    const one = async (query = '') => (await support.get(path + query)).body.allowed as boolean;
    expect([await one(), await one(`&knownAt=${before}`), await one(`&at=${before}`)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('the exports and the matrix say the same', async () => {
    const cell = async (query: string) =>
      (await support.get(`/v1/ops/matrix?markets=FR&items=true${query}`)).body.data[0].cells[0]
        .state as string;
    expect([await cell(''), await cell(`&knownAt=${before}`), await cell(`&at=${before}`)]).toEqual([
      'closed',
      'open',
      'closed',
    ]);
    const line = async (query: string) =>
      ((await support.get(`/v1/ops/bulk/availability?markets=FR${query}`)).body as string).split('\r\n')[1];
    expect(await line('')).toContain(',FR,false,LEGAL.GOVERNMENT_BLOCK_ORDER,');
    expect(await line(`&knownAt=${before}`)).toContain(',FR,true,,');
  });

  it('an epoch is replayed with the same hash, and another one has another', async () => {
    const { data } = (await support.get('/v1/ops/epochs?limit=2')).body;
    const replay = async (epoch: number) =>
      (await support.get(`/v1/ops/epochs/${epoch}`)).body.hash as string;
    const [last, first] = [await replay(data[0].epoch as number), await replay(data[1].epoch as number)];
    expect(last).not.toBe(first);
    expect([await replay(data[0].epoch as number), await replay(data[1].epoch as number)]).toEqual([
      last,
      first,
    ]);
  });

  it('is for staff, and not about the future', async () => {
    const consumer = api(shop, (await aConsumer(shop)).token);
    expect(await batch({ knownAt: before }, consumer)).toMatchObject({
      status: 403,
      body: { code: 'staff-only' },
    });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect(await batch({ knownAt: later })).toMatchObject({
      status: 422,
      body: { code: 'known-at-in-future' },
    });
  });
});
