import { IssueProhibition } from '@portolan/regions';
import { systemActor } from '@portolan/platform';
import { aConsumer, aStaffMember, api, type Client } from '../support/people';
import { sellApp, type Shop, startShop } from '../support/shop';

interface Cell {
  market: string;
  state: string;
  open: number;
  closed: number;
  reasons: { code: string; count: number }[];
  asked: number;
}
interface Row {
  category: string;
  itemId: string | null;
  title: string | null;
  cells: Cell[];
}

describe('the matrix of categories or items by markets', () => {
  let shop: Shop;
  let support: Client;
  let everywhere: string;
  let notInUs: string;
  let forbidden: string;
  beforeAll(async () => {
    shop = await startShop();
    everywhere = await sellApp(shop, 'org.example.everywhere', { free: true });
    notInUs = await sellApp(shop, 'org.example.notinus', { free: true, territories: 'WORLD - US' });
    forbidden = await sellApp(shop, 'org.example.forbidden', { free: true });
    await shop.app.get(IssueProhibition).execute({
      type: 'court-injunction',
      items: { itemIds: [forbidden] },
      markets: { expression: 'FR', coversFutureMarkets: false },
      retention: 'full',
      visibility: 'legal',
      reason: 'order 1',
      actor: systemActor('test'),
    });
    support = api(shop, (await aStaffMember(shop, 'support')).token);
  });
  afterAll(() => shop.close());

  const matrix = (query: Record<string, string>, client = support, headers: Record<string, string> = {}) =>
    client.get(`/v1/ops/matrix?${new URLSearchParams(query).toString()}`, { headers });

  it('counts what is open and closed, and says why', async () => {
    const { status, body } = await matrix({ markets: 'US + DE + JP + FR' });
    expect(status).toBe(200);
    // A country covers its subdivisions that are markets of their own.
    const isCountry = (market: string) => market.length === 2;
    expect(body.markets).toContain('US-NV');
    expect(body.markets.filter(isCountry)).toEqual(['DE', 'FR', 'JP', 'US']);
    const rows = body.data as Row[];
    expect(rows.map(({ category }) => category)).toEqual(['app', 'app/tools']);
    expect(rows[1]?.cells.filter(({ market }) => isCountry(market))).toEqual([
      { market: 'DE', state: 'open', open: 3, closed: 0, reasons: [], asked: 0 },
      // Why is for the role legal.
      { market: 'FR', state: 'partly', open: 2, closed: 1, reasons: [], asked: 1 },
      {
        market: 'JP',
        state: 'closed',
        open: 0,
        closed: 3,
        reasons: [{ code: 'COMMERCIAL.MARKET_NOT_OPEN_YET', count: 3 }],
        asked: 3,
      },
      {
        market: 'US',
        state: 'partly',
        open: 2,
        closed: 1,
        reasons: [{ code: 'COMMERCIAL.NOT_SELECTED_BY_PUBLISHER', count: 1 }],
        asked: 1,
      },
    ]);
    expect(rows[0]?.cells).toEqual(rows[1]?.cells);
    const legal = api(shop, (await aStaffMember(shop, 'legal')).token);
    const told = (await matrix({ markets: 'FR' }, legal)).body.data[0].cells[0];
    expect(told.reasons).toEqual([{ code: 'LEGAL.COURT_INJUNCTION', count: 1 }]);
  });

  it('has a row for each item, in pages, that says what the decision says', async () => {
    const query = { markets: 'DE + US + FR', items: 'true', limit: '2', category: 'app/tools' };
    const first = (await matrix(query)).body;
    const second = (await matrix({ ...query, cursor: first.nextCursor as string })).body;
    expect([first.data.length, second.data.length, second.nextCursor]).toEqual([2, 1, null]);
    const rows = [...first.data, ...second.data] as Row[];
    expect(rows.map(({ itemId }) => itemId)).toEqual([everywhere, notInUs, forbidden].sort());
    const titles = ['org.example.everywhere', 'org.example.forbidden', 'org.example.notinus'];
    expect(rows.map(({ title }) => title).sort()).toEqual(titles);
    for (const { itemId, cells } of rows) {
      for (const { market, state } of cells) {
        const { body } = await support.get(`/v1/availability?item=${itemId}&market=${market}`);
        expect([itemId, market, state]).toEqual([itemId, market, body.allowed === true ? 'open' : 'closed']);
      }
    }
  });

  it('answers for another time, and by what was known then', async () => {
    const before = new Date(Date.now() - 3_600_000).toISOString();
    const at = await matrix({ markets: 'DE', at: before });
    // The market's opening is a date in the rules.
    expect(at.body.data[0].cells[0]).toMatchObject({ state: 'closed', open: 0 });
    const knownAt = await matrix({ markets: 'DE', knownAt: before });
    expect(knownAt).toMatchObject({ status: 422, body: { code: 'invalid-market-scope' } });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect((await matrix({ markets: 'DE', knownAt: later })).body.code).toBe('known-at-in-future');
    const now = new Date().toISOString();
    const known = await matrix({ markets: 'DE + FR + US', knownAt: now });
    expect(known.body).toMatchObject({ knownAt: now, at: now });
    expect(known.body.data).toEqual((await matrix({ markets: 'DE + FR + US' })).body.data);
  });

  it('is a table of text for who asks for one', async () => {
    const { headers, body } = await matrix(
      { markets: 'JP + DE', category: 'app/tools', limit: '1' },
      support,
      {
        accept: 'text/csv',
      },
    );
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(body).toBe(
      'category,item,title,market,state,open,closed,reasons,asked\r\n' +
        'app/tools,,,DE,open,3,0,,0\r\n' +
        'app/tools,,,JP,closed,0,3,COMMERCIAL.MARKET_NOT_OPEN_YET=3,3\r\n',
    );
    const first = await matrix({ markets: 'DE', limit: '1' }, support, { accept: 'text/csv' });
    const next = /^<(\?[^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const second = await support.get(`/v1/ops/matrix${next}`, { headers: { accept: 'text/csv' } });
    expect(second.body).toContain('\r\napp/tools,,,DE,open,3,0,,0\r\n');
    expect(second.headers.get('link')).toBeNull();
  });

  it('shows the whole world at once', async () => {
    const { status, body } = await matrix({ markets: 'WORLD', category: 'app/tools', limit: '1' });
    expect(status).toBe(200);
    expect(body.markets.length).toBeGreaterThan(245);
    const cells = body.data[0].cells as { market: string; open: number }[];
    expect(cells.map(({ market }) => market)).toEqual(body.markets);
    expect(cells.filter(({ open }) => open === 3).map(({ market }) => market)).toContain('DE');
  });

  it('is of markets that there are, and for staff', async () => {
    expect((await matrix({ markets: 'DE -' })).body.code).toBe('invalid-market-scope');
    expect((await matrix({ markets: 'DE', items: 'perhaps' })).status).toBe(400);
    expect((await matrix({ markets: 'DE', cursor: 'W10' })).body.code).toBe('cursor-invalid');
    expect((await matrix({}, support)).status).toBe(400);
    expect((await matrix({ markets: 'DE' }, api(shop, (await aConsumer(shop)).token))).status).toBe(403);
  });
});
