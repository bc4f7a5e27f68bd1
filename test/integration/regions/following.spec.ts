import { Logger } from '@nestjs/common';
import { ManualClock, TransactionHost } from '@portolan/platform';
import {
  ApplyChangeSet,
  AssertSelling,
  CreateChangeSet,
  LiveAtlas,
  PreviewChangeSet,
  SelectTerritories,
  TouchItem,
  ViewMarket,
} from '@portolan/regions';
import { setTimeout as wait } from 'node:timers/promises';
import { createTestDatabase } from '../../support/test-database';
import { joinRegions, openStore, putApp, type RegionsApp, staffMember, startRegions, store } from './support';

describe('following the changes', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterAll(() => regions.close());

  const has = async (itemId: string, market = 'DE') =>
    (await regions.module.get(ViewMarket).execute({ market, action: 'list' })).has(itemId);
  const becomes = async (expected: boolean, question: () => Promise<boolean>) => {
    for (let attempt = 0; attempt < 400; attempt++) {
      if ((await question()) === expected) return expected;
      await wait(25);
    }
    return !expected;
  };

  it('shows what somebody else has committed, although nobody tells it', async () => {
    const app = await putApp(regions);
    expect(await has(app)).toBe(true);
    // Another process: all that there is of it here is what it wrote.
    await regions.database.query(`
      WITH raised AS (UPDATE region_item_revision SET revision = revision + 1 RETURNING revision)
      UPDATE region_item AS i SET published = false, revision = r.revision, shown_revision = r.revision
        FROM raised r WHERE i.id = '${app}'`);
    expect(await becomes(false, () => has(app))).toBe(false);
  });

  it('reads the rules that somebody else recorded, and one selection only with its item', async () => {
    const [app, other] = [await putApp(regions), await putApp(regions)];
    expect([await has(app), await has(other)]).toEqual([true, true]);
    await regions.database.query(`
      WITH raised AS (
        UPDATE region_epoch SET epoch = epoch + 1, token = gen_random_uuid(), changed_at = changed_at + interval '5 ms'
        RETURNING epoch, changed_at), change AS (
        INSERT INTO region_change (epoch, at, actor_kind, actor_id, kind, ids, item_revision)
        SELECT r.epoch, r.changed_at, 'system', 'other', 'territories.select', '{}', 0 FROM raised r), ended AS (
        UPDATE offer_rule AS o SET recorded_until = r.changed_at FROM raised r
         WHERE o.item_id = '${app}' AND o.recorded_until IS NULL RETURNING o.*)
      INSERT INTO offer_rule (version, id, side, publisher_id, item_id, markets, covers_future_markets, written_at, actions,
                              offered, valid_from, recorded_from)
      SELECT gen_random_uuid(), e.id, e.side, e.publisher_id, e.item_id, 'FR', true, e.written_at, e.actions, true, e.valid_from,
             e.recorded_until FROM ended e`);
    expect(await becomes(true, () => has(app, 'FR').then(async (there) => there && !(await has(app))))).toBe(
      true,
    );
    expect([await has(other), await has(other, 'FR')]).toEqual([true, true]);
  });

  it('reads no item anew when a set is applied just after somebody else has changed one', async () => {
    const [app, other] = [await putApp(regions), await putApp(regions)];
    const { layout } = (await regions.module.get(LiveAtlas).now()).atlas;
    const manager = staffMember('market-manager');
    const block = {
      do: 'issue-prohibition' as const,
      type: 'court-injunction' as const,
      items: { itemIds: [other] },
      markets: { expression: 'DE', coversFutureMarkets: false },
      retention: 'full' as const,
      reason: 'order 8 O 1/26',
    };
    const proposal = { title: 'A set', reason: 'a test', edits: [block], actor: manager };
    const { id: changeSetId } = await regions.module.get(CreateChangeSet).execute(proposal);
    const { diff } = await regions.module.get(PreviewChangeSet).execute({ changeSetId, actor: manager });
    await regions.database.query(`
      WITH raised AS (UPDATE region_item_revision SET revision = revision + 1 RETURNING revision)
      UPDATE region_item AS i SET published = false, revision = r.revision, shown_revision = r.revision
        FROM raised r WHERE i.id = '${app}'`);
    await regions.module.get(ApplyChangeSet).execute({ changeSetId, hash: diff.hash, actor: manager });
    expect([await has(app), await has(other)]).toEqual([false, false]);
    expect((await regions.module.get(LiveAtlas).now()).atlas.layout).toBe(layout);
  });

  it('tells which items are shown differently, without changing what is decided', async () => {
    const app = await putApp(regions);
    const live = regions.module.get(LiveAtlas);
    const { atlas, mark } = await live.now();
    const told: (readonly string[] | null)[] = [];
    live.onItems((changed) => told.push(changed));
    await regions.module.get(TouchItem).execute({ itemId: app });
    const later = await live.now();
    expect(told).toEqual([[app]]);
    expect(later.atlas).toBe(atlas);
    expect(later.mark).not.toBe(mark);
    const undone = regions.module.get(TransactionHost).withTransaction(async () => {
      await regions.module.get(TouchItem).execute({ itemId: app });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await live.now()).mark).toBe(later.mark);
    expect(told).toHaveLength(1);
  });

  it('builds upon nothing that was rolled back', async () => {
    const app = await putApp(regions, 'DE');
    const select = (expression: string) =>
      regions.module
        .get(SelectTerritories)
        .execute({ itemId: app, expression, coversFutureMarkets: true, actor: store });
    const undone = regions.module.get(TransactionHost).withTransaction(async () => {
      await select('US');
      await regions.module.get(ViewMarket).execute({ market: 'US', action: 'list' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await select('FR');
    expect([await has(app), await has(app, 'US'), await has(app, 'FR')]).toEqual([false, false, true]);
  });

  it('sells nothing once it could not look for half a minute, goes on listing, and recovers', async () => {
    const app = await putApp(regions);
    expect(await has(app)).toBe(true);
    const selling = regions.module.get(AssertSelling);
    const live = regions.module.get(LiveAtlas);
    await regions.database.query('ALTER TABLE region_item_revision RENAME TO out_of_reach');
    try {
      await expect(live.catchUp()).rejects.toThrow();
      expect(() => selling.execute()).not.toThrow();
      regions.clock.sleep(31_000);
      expect(selling.freshness().state).toBe('stale');
      expect(() => selling.execute()).toThrow(
        expect.objectContaining({ code: 'availability-stale', headers: { 'retry-after': '5' } }),
      );
      expect(await has(app)).toBe(true);
    } finally {
      await regions.database.query('ALTER TABLE out_of_reach RENAME TO region_item_revision');
    }
    await live.catchUp();
    expect(selling.freshness().state).toBe('fresh');
    expect(() => selling.execute()).not.toThrow();
  });
});

describe('looking for changes seldom', () => {
  it('is warned of at start where it stops selling in between', async () => {
    const database = await createTestDatabase();
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const warned = async (pollMs: number) => {
      warn.mockClear();
      await (await joinRegions(database.url, new ManualClock(), 2, pollMs)).close();
      return warn.mock.calls.flat().some((text) => String(text).includes('stops selling'));
    };
    try {
      expect([await warned(30_000), await warned(30_001)]).toEqual([false, true]);
    } finally {
      warn.mockRestore();
      await database.drop();
    }
  });
});
