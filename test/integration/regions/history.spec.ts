import { IssueProhibition, PutRequirement, RecordCredential, SelectTerritories } from '@portolan/regions';
import { carryOut, lift } from '../../support/change-sets';
import {
  codesOf,
  decideOne,
  openStore,
  putApp,
  type RegionsApp,
  staffMember,
  startRegions,
  store,
} from './support';

/** What was in force at an earlier time stays so, whatever is changed later. */
describe('rules over time', () => {
  let regions: RegionsApp;
  beforeEach(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterEach(() => regions.close());

  const IN_MARCH = '2026-03-01T12:30:00Z';
  const germany = { expression: 'DE', coversFutureMarkets: false };

  it('a selection that changed still says what it said before', async () => {
    const app = await putApp(regions, 'WORLD');
    regions.clock.set('2026-04-01T00:00:00Z');
    await regions.module
      .get(SelectTerritories)
      .execute({ itemId: app, expression: 'WORLD - DE', coversFutureMarkets: true, actor: store });
    expect(codesOf(await decideOne(regions, app, 'DE'))).toEqual(['COMMERCIAL.NOT_SELECTED_BY_PUBLISHER']);
    expect((await decideOne(regions, app, 'DE', 'acquire', IN_MARCH)).allowed).toBe(true);
  });

  it('a lifted prohibition was one', async () => {
    const app = await putApp(regions);
    const { id } = await regions.module.get(IssueProhibition).execute({
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: germany,
      retention: 'full',
      reason: 'order 4 O 1/26',
      actor: staffMember('legal'),
    });
    regions.clock.set('2026-04-01T00:00:00Z');
    await lift(regions.module, id);
    expect((await decideOne(regions, app, 'DE')).allowed).toBe(true);
    expect(codesOf(await decideOne(regions, app, 'DE', 'acquire', IN_MARCH))).toEqual([
      'LEGAL.COURT_INJUNCTION',
    ]);
  });

  it('a credential counts from its verification on, for all of its time, until it is suspended', async () => {
    const app = await putApp(regions);
    const manager = staffMember('market-manager');
    await regions.module.get(PutRequirement).execute({
      items: { categories: ['app/game'] },
      markets: germany,
      actions: ['list', 'acquire'],
      anyOf: [['rating.usk']],
      enforcement: 'blocking',
      missingCode: 'CONTENT.RATING_MISSING',
      actor: manager,
    });
    expect(codesOf(await decideOne(regions, app, 'DE'))).toEqual(['CONTENT.RATING_MISSING']);
    const { id } = await regions.module.get(RecordCredential).execute({
      type: 'rating.usk',
      holder: { kind: 'operator' },
      issuer: 'USK',
      items: { itemIds: [app] },
      markets: germany,
      actor: manager,
    });
    const become = (status: 'verified' | 'suspended' | 'submitted', from?: string) =>
      carryOut(regions.module, {
        do: 'change-credential-status',
        credentialId: id,
        status,
        ...(from === undefined ? {} : { from: new Date(from) }),
        reason: 'test',
      });
    expect((await decideOne(regions, app, 'DE')).allowed).toBe(false);
    await become('verified');
    expect((await decideOne(regions, app, 'DE')).allowed).toBe(true);
    await become('suspended', '2026-05-01T00:00:00Z');
    expect(await decideOne(regions, app, 'DE')).toMatchObject({
      allowed: true,
      nextChange: { at: Date.parse('2026-05-01T00:00:00Z'), allowed: false },
    });
    await become('verified', '2026-06-01T00:00:00Z');
    for (const [at, allowed] of [
      ['2026-04-30', true],
      ['2026-05-15', false],
      ['2026-06-02', true],
    ] as const) {
      expect([at, (await decideOne(regions, app, 'DE', 'acquire', at)).allowed]).toEqual([at, allowed]);
    }
    await expect(become('submitted')).rejects.toMatchObject({ code: 'credential-status-transition' });
  });

  it('no recorded version is overwritten, and every epoch is in the feed', async () => {
    const app = await putApp(regions);
    for (const expression of ['DE', 'DE + FR', 'WORLD - US']) {
      regions.clock.advance(1_000);
      await regions.module
        .get(SelectTerritories)
        .execute({ itemId: app, expression, coversFutureMarkets: true, actor: store });
    }
    const versions = await regions.database.query<{ markets: string }>(
      `SELECT markets FROM offer_rule WHERE item_id = $1 AND valid_until IS NULL ORDER BY recorded_from`,
      [app],
    );
    expect(versions.map(({ markets }) => markets)).toEqual(['WORLD', 'DE', 'DE + FR', 'WORLD - US']);
    const unnamed = await regions.database.query(
      `SELECT o.version FROM offer_rule o WHERE NOT EXISTS (SELECT FROM region_change c WHERE c.at = o.recorded_from)`,
    );
    expect(unnamed).toEqual([]);
    const [feed] = await regions.database.query<{ numbers: string[]; epoch: string }>(
      'SELECT array_agg(c.epoch ORDER BY c.epoch)::text[] AS numbers, (SELECT epoch FROM region_epoch) AS epoch FROM region_change c',
    );
    expect(feed?.numbers).toEqual(Array.from({ length: Number(feed?.epoch) }, (_, i) => String(i + 1)));
  });
});
