import { ManualClock } from '@portolan/platform';
import { type Edit, LiveAtlas, SimulateEdits } from '@portolan/regions';
import { joinRegions, openStore, putApp, type RegionsApp, staffMember, startRegions } from './support';

describe('a preview beside changes', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    await putApp(regions);
  });
  afterAll(() => regions.close());

  const actor = staffMember('market-manager');
  const open = (market: string): Edit => ({
    do: 'change-market-status',
    market,
    status: 'open',
    reason: 'we are ready',
  });
  /** Another process changes the rules: all that there is of it here is what it wrote. */
  const changeElsewhere = () =>
    regions.database.query(`
      WITH raised AS (
        UPDATE region_epoch SET epoch = epoch + 1, token = gen_random_uuid(), changed_at = changed_at + interval '5 ms'
        RETURNING epoch, changed_at)
      INSERT INTO region_change (epoch, at, actor_kind, actor_id, kind, ids, item_revision)
      SELECT r.epoch, r.changed_at, 'system', 'other', 'plan.set', '{}', 0 FROM raised r`);

  it('is made again while the rules change under it, and gives up after a few times', async () => {
    const live = regions.module.get(LiveAtlas);
    const look = live.catchUp.bind(live);
    let changes = 0;
    // What a preview compares with is read anew after its edits were tried out: that is when somebody is faster.
    const between = jest.spyOn(live, 'catchUp').mockImplementation(async () => {
      if (changes > 0) await changeElsewhere();
      changes -= 1;
      await look();
    });
    const simulate = () => regions.module.get(SimulateEdits).execute({ edits: [open('IT')], actor });
    try {
      changes = 4;
      expect(await simulate()).toMatchObject({ gained: 2, lost: 0 });
      expect(changes).toBeLessThan(0);
      changes = Infinity;
      await expect(simulate()).rejects.toMatchObject({
        kind: 'unavailable',
        code: 'rules-changing',
        headers: { 'retry-after': '1' },
      });
    } finally {
      between.mockRestore();
    }
    expect(await simulate()).toMatchObject({ gained: 2, lost: 0 });
  });

  it('compares a market that is added no later than the instant of the answers in use', async () => {
    const [at, earlier] = ['2026-03-01T12:00:10.000Z', '2026-03-01T12:00:09.500Z'];
    const clock = new ManualClock();
    clock.set(at);
    const other = await joinRegions(regions.database.url, clock);
    try {
      expect((await other.get(LiveAtlas).now()).atlas.at).toBe(Date.parse(at));
      // The clock of the machine is put right by a moment: the answers in use stay.
      clock.set(earlier);
      const atlantis = { code: 'ZZ', name: 'Atlantis', zone: 'Etc/UTC', currencies: ['USD'] };
      const edits: Edit[] = [{ do: 'add-market', ...atlantis }, open('ZZ')];
      const diff = await other.get(SimulateEdits).execute({ edits, actor });
      expect(diff).toMatchObject({ gained: 2, lost: 0, at: Date.parse(at) });
      expect(diff.counts.map(({ market, action }) => `${market} ${action}`)).toEqual([
        'ZZ list',
        'ZZ acquire',
      ]);
    } finally {
      await other.close();
    }
  });
});
