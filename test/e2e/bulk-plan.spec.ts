import { aConsumer, aStaffMember, api, type Client } from '../support/people';
import { type Shop, sellApp, startShop } from '../support/shop';

const HEAD =
  'offer_id,category,publisher_id,item_id,markets,covers_future_markets,actions,offered,valid_from,valid_until';
const PLAN = '/v1/ops/bulk/plan';
const SELECTOR = '/v1/ops/bulk/selector';

describe('the plan of the store in bulk', () => {
  let shop: Shop;
  let manager: Client;
  let approver: Client;
  let appId: string;
  let ruleId: string;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, 'org.example.one', { free: true });
    await sellApp(shop, 'org.example.two', { free: true, territories: 'WORLD - US' });
    manager = api(shop, (await aStaffMember(shop, 'market-manager')).token);
    approver = api(shop, (await aStaffMember(shop, 'market-approver')).token);
    ruleId = (await manager.get('/v1/ops/offers')).body.data[0].id as string;
  });
  afterAll(() => shop.close());

  const send = (file: string, query = '', by = manager) =>
    by.call('POST', PLAN + query, { raw: file, headers: { 'content-type': 'text/csv' } });
  const row = (part: Record<string, string>) =>
    HEAD.split(',')
      .map((name) => part[name] ?? '')
      .join(',');
  const rule = (part: Record<string, string> = {}) =>
    row({ markets: 'EU', covers_future_markets: 'true', offered: 'false', ...part });

  it('comes out as CSV, and back in without a change', async () => {
    const { headers, body } = await manager.get(PLAN);
    expect(headers.get('content-disposition')).toBe('attachment; filename="plan.csv"');
    const [head, first = ''] = (body as string).split('\r\n');
    expect(head).toBe(HEAD);
    expect(first).toContain(`${ruleId},,,,WORLD,true,list acquire,true,`);
    const back = await send(body as string, '?dryRun=false');
    expect(back.body).toEqual({
      applied: true,
      changeSetId: null,
      counts: { add: 0, replace: 0, remove: 0, unchanged: 1, refused: 0 },
      rows: [{ line: 2, outcome: 'unchanged', offerId: ruleId, refusal: null }],
    });
    // What stood there before the plan.
    const earlier = new Date(Date.now() - 3_600_000).toISOString();
    expect((await manager.get(`${PLAN}?knownAt=${earlier}`)).body).toBe(`${HEAD}\r\n`);
  });

  it('becomes a draft, which is looked at and applied like any other', async () => {
    const file = [
      HEAD,
      rule({ category: 'app/tools', actions: 'acquire' }),
      rule({ item_id: appId, markets: 'DE', offered: 'TRUE' }),
    ];
    const seen = await send(file.join('\r\n'));
    expect(seen.body).toMatchObject({ applied: false, changeSetId: null, counts: { add: 2 } });
    const made = await send(file.join('\r\n'), '?dryRun=false&title=Tools&reason=MKT-1');
    expect(made).toMatchObject({ status: 200, body: { applied: true, counts: { add: 2, refused: 0 } } });
    const path = `/v1/ops/change-sets/${made.body.changeSetId}`;
    expect((await manager.get(path)).body).toMatchObject({
      state: 'draft',
      title: 'Tools',
      edits: [
        { do: 'set-plan', category: 'app/tools', actions: ['acquire'] },
        { itemId: appId, offered: true },
      ],
    });
    const { hash } = (await manager.post(`${path}/preview`)).body.diff;
    expect((await manager.post(`${path}/apply`, { hash })).body.code).toBe('approval-required');
    await manager.post(`${path}/submit`, { hash });
    await approver.post(`${path}/approve`, { hash });
    expect((await manager.post(`${path}/apply`, { hash })).body.state).toBe('applied');
    const ask = async (market: string) =>
      (await api(shop).get(`/v1/availability?item=${appId}&market=${market}`)).body.allowed as boolean;
    expect([await ask('DE'), await ask('FR')]).toEqual([true, false]);
    // The same file once more says what there is.
    expect((await send(file.join('\n'))).body.counts).toMatchObject({ add: 0, unchanged: 2 });
  });

  it('is replaced and ended by the ids of rules', async () => {
    const file = `${HEAD},do\n${rule({ offer_id: ruleId, markets: 'WORLD - JP' })},\n`;
    expect((await send(file)).body.rows).toMatchObject([{ outcome: 'replace', offerId: ruleId }]);
    const end = `do,offer_id,markets,covers_future_markets,offered\nremove,${ruleId},,,\n`;
    const made = await send(end, '?dryRun=false');
    const { edits } = (await manager.get(`/v1/ops/change-sets/${made.body.changeSetId}`)).body;
    expect(edits).toEqual([{ do: 'remove-plan', offerId: ruleId }]);
  });

  const nothing = '00000000-0000-7000-8000-000000000000';
  it.each<[string, string | null, () => string]>([
    ['row-field-count', null, () => 'EU,true'],
    ['value-missing', 'markets', () => rule({ markets: '' })],
    ['value-missing', 'offered', () => rule({ offered: '' })],
    ['value-missing', 'covers_future_markets', () => rule({ covers_future_markets: '' })],
    ['value-invalid', 'offered', () => rule({ offered: 'yes' })],
    ['value-invalid', 'actions', () => rule({ actions: 'buy' })],
    ['value-invalid', 'offer_id', () => rule({ offer_id: 'x' })],
    ['value-invalid', 'valid_until', () => rule({ valid_until: 'tomorrow' })],
    ['invalid-market-scope', 'markets', () => rule({ markets: 'ATLANTIS' })],
    ['invalid-category', null, () => rule({ category: 'App/Tools' })],
    ['invalid-period', 'valid_until', () => rule({ valid_until: '2001-01-01T00:00:00Z' })],
    ['offer-not-found', 'offer_id', () => rule({ offer_id: nothing })],
    ['item-not-found', 'item_id', () => rule({ item_id: nothing })],
    ['scope-contradiction', 'item_id', () => rule({ item_id: appId, category: 'app' })],
    ['valid-from-fixed', 'valid_from', () => rule({ offer_id: ruleId, valid_from: '2030-01-01T00:00:00Z' })],
    ['row-repeated', null, () => `${rule({ category: 'app/x' })}\n${rule({ category: 'app/x' })}`],
    ['row-repeated', 'offer_id', () => `${rule({ offer_id: ruleId })}\n${rule({ offer_id: ruleId })}`],
  ])('refuses a row as %s at %s', async (code, column, line) => {
    const { status, body } = await send(`${HEAD}\n${line()}\n`);
    expect(status).toBe(200);
    expect(body.rows.at(-1)).toMatchObject({ outcome: 'refused', refusal: { code, column } });
  });

  it('makes no draft if a row is refused, unless the good rows are asked for', async () => {
    const file = [HEAD, rule({ category: 'app/a' }), rule({ markets: 'ATLANTIS' })].join('\n');
    const refused = await send(file, '?dryRun=false');
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'rows-refused',
        report: { applied: false, changeSetId: null, counts: { add: 1, refused: 1 } },
      },
    });
    const good = await send(file, '?dryRun=false&goodRowsOnly=true');
    expect((await manager.get(`/v1/ops/change-sets/${good.body.changeSetId}`)).body.edits).toHaveLength(1);
    const many = [HEAD, ...Array.from({ length: 501 }, (_, i) => rule({ category: `app/c${i}` }))].join('\n');
    expect(await send(many)).toMatchObject({ status: 422, body: { code: 'too-many-edits' } });
  });

  it('takes two files at once as two drafts', async () => {
    const files = ['app/one', 'app/two'].map((category) => `${HEAD}\n${rule({ category })}\n`);
    const made = await Promise.all(files.map((file) => send(file, '?dryRun=false')));
    const ids = new Set(made.map(({ body }) => body.changeSetId as string));
    expect([made.map(({ status }) => status), ids.size]).toEqual([[200, 200], 2]);
  });

  it('takes a selector', async () => {
    const body = {
      do: 'withdraw',
      items: { categories: ['app'], except: { categories: [], publisherIds: [], itemIds: [appId] } },
      markets: { expression: 'FR + US', coversFutureMarkets: true },
      title: 'Out of France',
      reason: 'MKT-2',
    };
    const seen = await manager.post(SELECTOR, body);
    expect(seen).toMatchObject({
      status: 200,
      body: { applied: false, changeSetId: null, selected: 1, excepted: 1 },
    });
    const made = await manager.post(SELECTOR, { ...body, dryRun: false });
    const path = `/v1/ops/change-sets/${made.body.changeSetId}`;
    const { state, edits } = (await manager.get(path)).body;
    expect([state, edits[0]]).toEqual([
      'draft',
      expect.objectContaining({ do: 'set-plan', category: 'app', offered: false, markets: body.markets }),
    ]);
    // The excepted app keeps what it had: both in the US, and since the change above only to be listed in France.
    const kept = (edits as { itemId: string; offered: boolean; actions: string[] }[]).slice(1);
    expect(kept.map(({ itemId, offered, actions }) => [itemId, offered, actions])).toEqual([
      [appId, true, ['list']],
      [appId, true, ['acquire']],
    ]);
    expect(await manager.post(SELECTOR, { ...body, items: { categories: ['App'] } })).toMatchObject({
      body: { code: 'invalid-category' },
    });
    expect(await manager.post(SELECTOR, { ...body, items: { itemIds: [nothing] } })).toMatchObject({
      status: 422,
      body: { code: 'item-not-found' },
    });
    const all = { ...body, items: { categories: ['app'], except: { categories: ['app'] } } };
    expect(await manager.post(SELECTOR, all)).toMatchObject({
      status: 422,
      body: { code: 'nothing-selected' },
    });
  });

  it('exports every item in markets, as of a time', async () => {
    const path = '/v1/ops/bulk/availability?markets=DE%20%2B%20JP';
    const { status, body } = await manager.get(path);
    const lines = (body as string).trimEnd().split('\r\n');
    expect([status, lines[0], lines.length]).toEqual([
      200,
      'item_id,kind,category,publisher_id,title,market,allowed,reasons,selection',
      5,
    ]);
    expect(lines.filter((line) => line.startsWith(appId))).toEqual([
      `${appId},app,app/tools,${shop.owner.publisherId},org.example.one,DE,true,,WORLD`,
      expect.stringContaining(`JP,false,COMMERCIAL.MARKET_NOT_OPEN_YET`),
    ]);
    const earlier = new Date(Date.now() - 3_600_000).toISOString();
    const then = (await manager.get(`/v1/ops/bulk/availability?markets=DE&at=${earlier}`)).body as string;
    expect(then).toContain(',DE,false,');
    expect((await manager.get('/v1/ops/bulk/availability?markets=DE%20-')).body.code).toBe(
      'invalid-market-scope',
    );
  });

  it('is for market managers', async () => {
    const consumer = api(shop, (await aConsumer(shop)).token);
    const support = api(shop, (await aStaffMember(shop, 'support')).token);
    expect((await consumer.get(PLAN)).status).toBe(403);
    expect((await support.get(PLAN)).status).toBe(200);
    expect((await send(HEAD, '', support)).status).toBe(403);
    expect((await send(HEAD, '', approver)).status).toBe(403);
    expect((await support.post(SELECTOR, {})).status).toBe(403);
    expect((await api(shop).get('/v1/ops/bulk/availability?markets=DE')).status).toBe(401);
  });
});
