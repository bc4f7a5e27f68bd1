import { TransactionHost } from '@portolan/platform';
import { LiveAtlas, PutItem, SelectTerritories, SetItemFacts, ViewMarket } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('what may be listed', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterAll(() => regions.close());

  const listed = (market = 'DE') => regions.module.get(ViewMarket).execute({ market, action: 'list' });
  const publish = (itemId: string, published: boolean) =>
    regions.module.get(SetItemFacts).execute({ itemId, published });

  it('follows every committed change with the next call, and keeps its mark between changes', async () => {
    const mark = async () => (await regions.module.get(LiveAtlas).now()).mark;
    const [before, earlier] = [await listed(), await mark()];
    const app = await putApp(regions, 'WORLD - FR');
    const [after, later] = [await listed(), await mark()];
    expect([before.has(app), after.has(app), (await listed('FR')).has(app)]).toEqual([false, true, false]);
    expect(later).not.toBe(earlier);
    expect(await mark()).toBe(later);
    await publish(app, false);
    expect((await listed()).has(app)).toBe(false);
    await publish(app, true);
    const all = { category: 'app', after: null, limit: 1_000 };
    expect((await listed()).page(all)).toEqual(after.page(all));
  });

  it('what a transaction has not committed is not listed, and what it rolled back never was', async () => {
    const app = await putApp(regions);
    const host = regions.module.get(TransactionHost);
    const selection = { itemId: app, expression: 'US', coversFutureMarkets: true, actor: store };
    const undone = host.withTransaction(async () => {
      await publish(app, false);
      await regions.module.get(SelectTerritories).execute(selection);
      // The transaction itself may look, too; nobody else may be shown what it saw.
      await listed();
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await listed()).has(app)).toBe(true);
    // The number of the epoch that was rolled back comes again, with other rules.
    await regions.module.get(SelectTerritories).execute({ ...selection, expression: 'DE' });
    expect([(await listed()).has(app), (await listed('US')).has(app)]).toEqual([true, false]);
  });

  it('an app that goes takes along what is sold inside it', async () => {
    const app = await putApp(regions);
    const gems = await putApp(regions, 'WORLD', { id: randomUUID(), kind: 'in-app-product', parentId: app });
    expect((await listed()).has(gems)).toBe(true);
    await publish(app, false);
    expect((await listed()).has(gems)).toBe(false);
    await publish(app, true);
    expect((await listed()).has(gems)).toBe(true);
  });

  it('a market-local launch is reached in each market in its own zone', async () => {
    const app = await putApp(regions);
    const launch = {
      time: { kind: 'market-local' as const, at: '2026-03-02T00:00' },
      before: 'embargo' as const,
    };
    await regions.module.get(SetItemFacts).execute({ itemId: app, launch });
    regions.clock.set('2026-03-01T23:00:00Z');
    expect([(await listed('DE')).has(app), (await listed('US')).has(app)]).toEqual([true, false]);
    regions.clock.set('2026-03-02T05:00:00Z');
    expect((await listed('US')).has(app)).toBe(true);
    // Backwards, too: a clock that is set back is answered for where it stands.
    regions.clock.set('2026-03-01T22:59:59Z');
    expect((await listed('DE')).has(app)).toBe(false);
  });

  it('many who ask and change at once all see what was committed before they asked', async () => {
    const apps = await Promise.all(Array.from({ length: 8 }, () => putApp(regions)));
    await Promise.all(
      apps.map(async (app, index) => {
        for (let round = 0; round < 10; round++) {
          const published = (round + index) % 2 === 0;
          await publish(app, published);
          expect((await listed()).has(app)).toBe(published);
        }
      }),
    );
  });

  it('places of items are dense, whoever comes first', async () => {
    const put = () =>
      regions.module.get(PutItem).execute({
        id: randomUUID(),
        kind: 'app',
        category: 'app/tools',
        publisherId: randomUUID(),
        attributes: {},
      });
    await Promise.all(Array.from({ length: 12 }, put));
    const [row] = await regions.database.query(
      'SELECT count(*)::int = max(i.ordinal) + 1 AS dense, min(i.ordinal) AS first FROM region_item i',
    );
    expect(row).toEqual({ dense: true, first: 0 });
  });
});
