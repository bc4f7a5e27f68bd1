import { ManualClock } from '@portolan/platform';
import {
  ApplyChangeSet,
  ApproveChangeSet,
  CreateChangeSet,
  type Edit,
  LiveAtlas,
  PreviewChangeSet,
  SimulateEdits,
  SubmitChangeSet,
} from '@portolan/regions';
import { carryOut } from '../../support/change-sets';
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

describe('a preview of what begins later', () => {
  let regions: RegionsApp;
  let app: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
  });
  afterAll(() => regions.close());

  const use = <T>(type: new (...parts: never[]) => T): T => regions.module.get(type);
  const [manager, approver] = [staffMember('market-manager'), staffMember('market-approver')];
  const days = (count: number) => new Date(regions.clock.now().getTime() + count * 86_400_000);
  const germany = { expression: 'DE', coversFutureMarkets: false };
  const order = (valid: { from?: Date; until?: Date }, markets = germany): Edit => ({
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { itemIds: [app] },
    markets,
    retention: 'full',
    reason: 'an order',
    valid,
  });
  const opening = (market: string, from: Date): Edit => ({
    do: 'change-market-status',
    market,
    status: 'open',
    reason: 'we are ready',
    from,
  });
  const simulate = (edits: Edit[], at?: Date) => use(SimulateEdits).execute({ edits, at, actor: manager });
  async function approved(...edits: Edit[]) {
    const proposal = { title: 'Later', reason: 'a test', edits, actor: manager };
    const { id: changeSetId } = await use(CreateChangeSet).execute(proposal);
    const { diff, set } = await use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    const step = { changeSetId, hash: diff.hash };
    if (set.needsApproval) {
      await use(SubmitChangeSet).execute({ ...step, actor: manager });
      await use(ApproveChangeSet).execute({ ...step, actor: approver });
    }
    return { diff, set, apply: () => use(ApplyChangeSet).execute({ ...step, actor: manager }) };
  }

  it('tells what a requirement closes from next month, for as long as it holds', async () => {
    const [from, until] = [days(30), days(60)];
    const need: Edit = {
      do: 'put-requirement',
      items: {},
      markets: germany,
      actions: ['acquire'],
      anyOf: [['radio.red']],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
      valid: { from, until },
    };
    const diff = await simulate([need]);
    const cell = { market: 'DE', action: 'acquire', category: 'app/game', gained: 0, lost: 1 };
    const nothing = { gained: 0, lost: 0, counts: [], firstGained: [], firstLost: [] };
    expect(diff).toMatchObject({ ...nothing, opens: false, isLaterComplete: true });
    expect(diff.later).toEqual([
      { at: from.getTime(), gained: 0, lost: 1, counts: [cell], firstGained: [], firstLost: [app] },
      { at: until.getTime(), ...nothing },
    ]);
    // Asked for by then, it is what the preview foretold; the rest is still to come.
    const then = await simulate([need], days(31));
    expect(then).toMatchObject({ at: days(31).getTime(), lost: 1, counts: [cell], later: [{ lost: 0 }] });
    await expect(simulate([need], days(-1))).rejects.toMatchObject({ code: 'instant-in-past' });
  });

  it('is of another effect when the ground of a later day has moved', async () => {
    const italy = await approved(opening('IT', days(1)));
    expect(italy.diff).toMatchObject({ gained: 0, opens: true, later: [{ gained: 2, firstGained: [app] }] });
    await carryOut(regions.module, order({ from: days(1) }, { ...germany, expression: 'IT' }));
    await expect(italy.apply()).rejects.toMatchObject({ code: 'preview-stale' });
    // What has nothing to do with it leaves the approval as it is.
    const spain = await approved(opening('ES', days(1)));
    await carryOut(regions.module, order({ from: days(1) }, { ...germany, expression: 'FR' }));
    expect((await spain.apply()).state).toBe('applied');
  });

  it('tells what comes of a rule to come that is taken away', async () => {
    const prohibitionId = '00000000-0000-7000-8000-0000000000b1';
    await carryOut(regions.module, { ...order({ from: days(5) }), newId: prohibitionId } as Edit);
    const lift: Edit = { do: 'lift-prohibition', prohibitionId, reason: 'settled' };
    const diff = await simulate([lift]);
    expect(diff).toMatchObject({ gained: 0, opens: true, later: [{ at: days(5).getTime(), gained: 2 }] });
    // Dates of rules that stay are none of an edit.
    const now = await simulate([{ do: 'change-market-status', market: 'PT', status: 'open', reason: 'x' }]);
    expect(now).toMatchObject({ gained: 2, later: [], isLaterComplete: true });
  });

  it('looks at eight later instants, those first at which something begins, and says that there are more', async () => {
    const edits = [1, 2, 3, 4, 5, 6, 7].map((day) => order({ from: days(10 + day), until: days(40 + day) }));
    const diff = await simulate([...edits, opening('AT', days(50))]);
    expect(diff.later.map(({ at }) => at)).toEqual(
      [11, 12, 13, 14, 15, 16, 17, 50].map((day) => days(day).getTime()),
    );
    expect(diff.isLaterComplete).toBe(false);
    expect(diff.later.at(-1)).toMatchObject({ gained: 2 });
  });

  it('is not stale because one of eight instants has passed on which nothing turned, and a ninth would come in', async () => {
    const inSwitzerland = { ...germany, expression: 'CH' };
    const silent = [1, 2, 3, 4, 5, 6, 7, 8].map((day) => order({ from: days(day) }, inSwitzerland));
    const inAmerica = order({ from: days(9) }, { ...germany, expression: 'US' });
    const set = await approved(...silent, inAmerica, opening('BE', days(10)));
    expect(set.diff.later.map(({ at, lost }) => [at, lost])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((day) => [days(day).getTime(), 0]),
    );
    regions.clock.advance(1.5 * 86_400_000);
    const seen = await use(PreviewChangeSet).execute({ changeSetId: set.set.id, actor: manager });
    expect(seen).toMatchObject({ set: { state: 'approved' }, diff: { hash: set.diff.hash } });
    expect((await set.apply()).state).toBe('applied');
  });

  it('is not stale because a day has passed on which nothing turned', async () => {
    const [first, second] = [days(1), days(3)];
    // Closed by the one order until the other one begins: the day between them turns nothing.
    const { diff, apply } = await approved(
      order({ from: days(-1), until: first }),
      order({ from: first, until: second }),
    );
    expect([diff, ...diff.later].map(({ lost }) => lost)).toEqual([2, 2, 0]);
    regions.clock.set(days(2).toISOString());
    expect((await apply()).state).toBe('applied');
  });
});
