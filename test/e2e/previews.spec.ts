import { aConsumer, aStaffMember, api, type Client } from '../support/people';
import { buy, sellApp, type Shop, startShop } from '../support/shop';

describe('what a preview shows', () => {
  let shop: Shop;
  let manager: Client;
  let legal: Client;
  let paid: string;
  let plain: string;
  beforeAll(async () => {
    shop = await startShop();
    paid = await sellApp(shop, 'org.example.owned');
    plain = await sellApp(shop, 'org.example.plain', { free: true });
    for (let i = 0; i < 2; i += 1) await buy(shop, await aConsumer(shop), paid);
    manager = api(shop, (await aStaffMember(shop, 'market-manager')).token);
    legal = api(shop, (await aStaffMember(shop, 'legal')).token);
  });
  afterAll(() => shop.close());

  const SIMULATIONS = '/v1/ops/simulations';
  const title = expect.any(String) as unknown;
  const order = (more: object) => ({
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { itemIds: [paid] },
    markets: { expression: 'DE', coversFutureMarkets: false },
    retention: 'freeze',
    reason: 'order 7 O 1/26',
    ...more,
  });

  it('names who has what it takes away: two who bought it in Germany lose the file and its updates', async () => {
    const frozen = await manager.post(SIMULATIONS, { edits: [order({})] });
    expect(frozen.body).toMatchObject({ gained: 0, lost: 2, firstLost: [{ itemId: paid, title }] });
    const kept = { itemId: paid, title, market: 'DE', change: 'lost', holders: 2 };
    expect(frozen.body.holders).toEqual({
      lost: 2,
      gained: 0,
      isComplete: true,
      first: [
        { ...kept, action: 'redownload' },
        { ...kept, action: 'update' },
      ],
    });
    const updates = await manager.post(SIMULATIONS, { edits: [order({ retention: 'update-only' })] });
    expect(updates.body.holders).toMatchObject({ lost: 2, first: [{ ...kept, action: 'redownload' }] });
    const full = await manager.post(SIMULATIONS, { edits: [order({ retention: 'full' })] });
    expect(full.body.holders).toEqual({ lost: 0, gained: 0, isComplete: true, first: [] });
    const elsewhere = { expression: 'FR', coversFutureMarkets: false };
    const french = await manager.post(SIMULATIONS, { edits: [order({ markets: elsewhere })] });
    expect(french.body.holders).toMatchObject({ lost: 0, first: [] });
  });

  it('gives it back when the prohibition is lifted', async () => {
    const issued = await legal.post('/v1/ops/prohibitions', { ...order({}), do: undefined });
    const edits = [{ do: 'lift-prohibition', prohibitionId: issued.body.id, reason: 'settled' }];
    const proposed = await manager.post('/v1/ops/change-sets/proposals', {
      title: 'Settled',
      reason: 'settled',
      edits,
    });
    expect(proposed.body.diff).toMatchObject({
      gained: 2,
      holders: { lost: 0, gained: 2, first: [{ itemId: paid, change: 'gained', holders: 2 }, {}] },
      stillClosed: { touched: 2, cells: 0, sampled: 0, reasons: [] },
    });
    const path = `/v1/ops/change-sets/${proposed.body.set.id}`;
    const hash = { hash: proposed.body.diff.hash };
    await legal.post(`${path}/approve`, hash);
    expect((await manager.post(`${path}/apply`, hash)).body.state).toBe('applied');
  });

  it('says what stays closed and by what: a market opens for what is free, the rest lacks a price', async () => {
    const edits = [{ do: 'change-market-status', market: 'IT', status: 'open', reason: 'ready' }];
    const { body } = await manager.post(SIMULATIONS, { edits });
    expect(body).toMatchObject({ opens: true, gained: 2, firstGained: [{ itemId: plain, title }] });
    expect(body.stillClosed).toMatchObject({ touched: 4, cells: 2, sampled: 2 });
    expect(body.stillClosed.reasons).toEqual([
      expect.objectContaining({
        layer: 'state',
        code: 'COMMERCIAL.PRICE_MISSING',
        ruleId: null,
        cells: 2,
        markets: ['IT'],
        items: [{ itemId: paid, title }],
      }),
    ]);
  });

  it('names what closes from a later day, and tells all of that day to whoever asks by then', async () => {
    const from = '2199-01-01T00:00:00.000Z';
    const edits = [order({ items: { itemIds: [plain] }, valid: { from } })];
    const now = await manager.post(SIMULATIONS, { edits });
    expect(now.body).toMatchObject({ gained: 0, lost: 0, opens: false, isLaterComplete: true });
    expect(now.body.later).toEqual([
      expect.objectContaining({ at: from, gained: 0, lost: 2, firstLost: [{ itemId: plain, title }] }),
    ]);
    const then = await manager.post(SIMULATIONS, { edits, at: from });
    expect(then.body).toMatchObject({ at: from, lost: 2, later: [] });
    expect(then.body.stillClosed.reasons).toMatchObject([{ code: 'LEGAL.COURT_INJUNCTION', cells: 2 }]);
    const past = await manager.post(SIMULATIONS, { edits, at: '2001-01-01T00:00:00Z' });
    expect(past).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/at', code: 'instant-in-past' }] },
    });
  });

  it('tells of what is kept for the role legal to nobody else', async () => {
    const sealed = { type: 'sanctions', items: { itemIds: [plain] }, visibility: 'legal', retention: 'full' };
    const { do: _, ...body } = order(sealed);
    expect((await legal.post('/v1/ops/prohibitions', body)).status).toBe(201);
    const codes = async (client: Client) => {
      const answer = await client.post(SIMULATIONS, { edits: [order({ items: { itemIds: [plain] } })] });
      return (answer.body.stillClosed.reasons as { code: string }[]).map(({ code }) => code).sort();
    };
    expect(await codes(legal)).toEqual(['LEGAL.COURT_INJUNCTION', 'LEGAL.SANCTIONS']);
    expect(await codes(manager)).toEqual(['LEGAL.COURT_INJUNCTION']);
  });
});
