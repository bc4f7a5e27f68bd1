import type { Actor } from '@portolan/platform';
import {
  ChangeMarketStatus,
  GetMarket,
  GetMarketGroup,
  ListMarketGroups,
  ListMarkets,
  LiveAtlas,
  SeedRegions,
  ViewMarket,
} from '@portolan/regions';
import {
  codesOf,
  decideOne,
  NOW,
  openStore,
  putApp,
  type RegionsApp,
  staffMember,
  startRegions,
  store,
} from './support';
import { carryOut } from '../../support/change-sets';

describe('markets', () => {
  let regions: RegionsApp;
  let seeds: { markets: number }[];
  beforeAll(async () => {
    regions = await startRegions();
    seeds = await Promise.all([1, 2, 3].map(() => regions.module.get(SeedRegions).execute()));
    await openStore(regions);
  });
  afterEach(() => regions.clock.set(NOW));
  afterAll(() => regions.close());

  const change = (market: string, status: 'suspended' | 'closed', from?: string) =>
    regions.module.get(ChangeMarketStatus).execute({
      market,
      status,
      from: from === undefined ? undefined : new Date(from),
      reason: 'test',
      actor: staffMember('market-manager'),
    });

  const open = (market: string, from: string) =>
    carryOut(regions.module, {
      do: 'change-market-status',
      market,
      status: 'open',
      from: new Date(from),
      reason: 'test',
    });

  it('are seeded once, and two processes that start at once add them once', async () => {
    const total = seeds.reduce((sum, { markets }) => sum + markets, 0);
    const [count] = await regions.database.query<{ n: number }>('SELECT count(*)::int AS n FROM market');
    expect(total).toBe(count?.n);
    expect(total).toBeGreaterThan(245);
    expect(await regions.module.get(SeedRegions).execute()).toEqual({ markets: 0, groups: 0 });
  });

  it('are read back as they were seeded', async () => {
    const bulgaria = await regions.module.get(GetMarket).execute({ code: 'BG' });
    expect(bulgaria).toMatchObject({ status: 'planned', market: { zone: 'Europe/Sofia', parent: null } });
    expect(bulgaria.groups).toEqual(expect.arrayContaining(['WORLD', 'EU', 'EUROZONE']));
    const union = await regions.module.get(GetMarketGroup).execute({ code: 'EU' });
    expect(union.members?.find(({ market }) => market === 'GB')?.until).toBe(
      Date.parse('2020-01-31T23:00:00Z'),
    );
    await expect(regions.module.get(GetMarket).execute({ code: 'ZZ' })).rejects.toMatchObject({
      code: 'market-not-found',
    });
  });

  it('are listed in pages that leave nothing out, by status, group and name', async () => {
    const list = regions.module.get(ListMarkets);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list.execute({ limit: 37, cursor });
      seen.push(...page.data.map(({ code }) => code));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen.length).toBeGreaterThan(245);
    const open = await list.execute({ limit: 100, status: 'open' });
    expect(open.data.map(({ code }) => code)).toEqual(['DE', 'FR', 'US']);
    const [germany] = (await list.execute({ limit: 5, q: 'germ', group: 'EUROZONE' })).data;
    expect(germany).toMatchObject({ code: 'DE', currencies: ['EUR'], status: 'open' });
    const groups = await regions.module.get(ListMarketGroups).execute({ limit: 100 });
    expect(groups.data.find(({ code }) => code === 'EU')?.memberCount).toBeGreaterThanOrEqual(27);
  });

  it('open and close by role, at once or on a day, and a closing takes back what was scheduled', async () => {
    const app = await putApp(regions);
    expect(codesOf(await decideOne(regions, app, 'AT'))).toEqual(['COMMERCIAL.MARKET_NOT_OPEN_YET']);
    await open('AT', '2026-03-02T00:00:00Z');
    expect(await decideOne(regions, app, 'AT')).toMatchObject({
      allowed: false,
      nextChange: { at: Date.parse('2026-03-02T00:00:00Z'), allowed: true },
    });
    regions.clock.set('2026-03-02T00:00:00Z');
    expect((await decideOne(regions, app, 'AT')).allowed).toBe(true);
    await change('AT', 'suspended');
    await open('AT', '2026-03-05T00:00:00Z');
    await change('AT', 'closed', '2026-03-03T00:00:00Z');
    regions.clock.set('2026-03-06T00:00:00Z');
    expect(codesOf(await decideOne(regions, app, 'AT'))).toEqual(['COMMERCIAL.MARKET_CLOSED']);
  });

  it('refuse the wrong role, the past and what does not exist, and change nothing', async () => {
    const execute = (command: object) =>
      regions.module
        .get(ChangeMarketStatus)
        .execute({ market: 'CH', status: 'open', reason: 'x', actor: store, ...command });
    const before = await regions.database.query('SELECT epoch FROM region_epoch');
    await expect(execute({ actor: staffMember('reviewer') })).rejects.toMatchObject({
      code: 'role-required',
    });
    await expect(execute({ from: new Date('2026-02-28') })).rejects.toMatchObject({
      code: 'instant-in-past',
    });
    await expect(execute({ market: 'ZZ' })).rejects.toMatchObject({ code: 'market-not-found' });
    await expect(execute({ market: 'DE', status: 'planned' })).rejects.toMatchObject({
      code: 'market-status-transition',
    });
    expect(await regions.database.query('SELECT epoch FROM region_epoch')).toEqual(before);
  });

  it('are opened by nobody alone but the store itself, which the audit log names', async () => {
    const command = { market: 'NL', status: 'open' as const, reason: 'seed' };
    const open = (actor: Actor) => regions.module.get(ChangeMarketStatus).execute({ ...command, actor });
    const alone = open(staffMember('market-manager', 'market-approver', 'admin'));
    const edits = [{ do: 'change-market-status', ...command }];
    await expect(alone).rejects.toMatchObject({
      code: 'approval-required',
      extra: { proposal: { reason: 'seed', edits } },
    });
    await open(store);
    const [event] = await regions.database.query(
      `SELECT actor_kind, actor_id FROM audit_event WHERE subject_id = 'NL' AND action = 'market.open'`,
    );
    expect(event).toEqual({ actor_kind: 'system', actor_id: 'test' });
  });

  it('take effect in lists at their very instant, without any change being made', async () => {
    const app = await putApp(regions, 'BE');
    await open('BE', '2026-03-01T18:00:00Z');
    const listed = async () => regions.module.get(ViewMarket).execute({ market: 'BE', action: 'list' });
    const mark = async () => (await regions.module.get(LiveAtlas).now()).mark;
    const before = await mark();
    expect((await listed()).has(app)).toBe(false);
    regions.clock.set('2026-03-01T17:59:59.999Z');
    expect(await mark()).toBe(before);
    regions.clock.set('2026-03-01T18:00:00Z');
    expect((await listed()).has(app)).toBe(true);
    expect(await mark()).not.toBe(before);
  });
});
