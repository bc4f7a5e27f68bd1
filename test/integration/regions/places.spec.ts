import {
  AddMarket,
  CreateMarketGroup,
  DecideAsKnown,
  type Edit,
  GetMarketGroup,
  IssueProhibition,
  LabelMarketGroup,
  ListMarketGroups,
  ListMarkets,
  RenameMarket,
} from '@portolan/regions';
import { carryOut, takeBack } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('places that operations make and change', () => {
  let regions: RegionsApp;
  let app: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
  });
  afterAll(() => regions.close());

  const use = <T>(type: new (...parts: never[]) => T): T => regions.module.get(type);
  const block = (expression: string) =>
    use(IssueProhibition).execute({
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: { expression, coversFutureMarkets: true },
      retention: 'full',
      reason: 'an order',
      actor: store,
    });
  const add = (code: string, part: object = {}) =>
    use(AddMarket).execute({
      code,
      name: code,
      zone: 'Europe/Berlin',
      currencies: ['EUR'],
      ...part,
      actor: store,
    });
  const group = (code: string, ...members: string[]) =>
    use(CreateMarketGroup).execute({ code, name: code, members, actor: store });
  const join = (of: string, market: string, from?: string): Edit => ({
    do: 'add-group-member',
    group: of,
    market,
    ...(from && { valid: { from: new Date(from) } }),
    reason: 'treaty',
  });
  const leave = (of: string, market: string, from?: string): Edit => ({
    do: 'end-group-member',
    group: of,
    market,
    ...(from && { from: new Date(from) }),
    reason: 'treaty',
  });

  describe('a group of the operator', () => {
    it('changes its members by a set that says what it opens and closes, and is taken back', async () => {
      await group('PILOT', 'DE');
      const { id } = await block('PILOT');
      expect((await decideOne(regions, app, 'FR')).allowed).toBe(true);
      const joined = await carryOut(regions.module, join('PILOT', 'FR'));
      expect([joined.diff.gained, joined.diff.lost, joined.needsApproval]).toEqual([0, 2, true]);
      expect(codesOf(await decideOne(regions, app, 'FR'))).toEqual(['LEGAL.COURT_INJUNCTION']);
      await takeBack(regions.module, joined.changeSetId);
      expect((await decideOne(regions, app, 'FR')).allowed).toBe(true);

      const left = await carryOut(regions.module, leave('PILOT', 'DE', '2026-04-01T00:00:00Z'));
      expect(await decideOne(regions, app, 'DE')).toMatchObject({
        allowed: false,
        nextChange: { at: Date.parse('2026-04-01T00:00:00Z'), allowed: true },
      });
      await takeBack(regions.module, left.changeSetId);
      expect((await decideOne(regions, app, 'DE', 'acquire', '2027-01-01T00:00:00Z')).allowed).toBe(false);
      expect((await use(GetMarketGroup).execute({ code: 'PILOT' })).members).toContainEqual({
        market: 'DE',
        from: null,
        until: Date.parse('2026-04-01T00:00:00Z'),
      });
      await carryOut(regions.module, { do: 'lift-prohibition', prohibitionId: id, reason: 'over' });
    });

    it('is what it was known to be: a day that is corrected later changes no answer that was given', async () => {
      await group('DATED');
      await carryOut(regions.module, join('DATED', 'US', '2026-01-01T00:00:00Z'));
      const { id } = await block('DATED');
      regions.clock.set('2026-03-02T12:00:00Z');
      const known = regions.clock.now();
      regions.clock.set('2026-03-02T13:00:00Z');
      await carryOut(regions.module, leave('DATED', 'US', '2026-02-01T00:00:00Z'));
      expect((await decideOne(regions, app, 'US')).allowed).toBe(true);
      const questions = [{ itemId: app, market: 'US', action: 'acquire' as const }];
      const [then] = await use(DecideAsKnown).execute({ questions, knownAt: known });
      expect(then?.allowed).toBe(false);
      await carryOut(regions.module, { do: 'lift-prohibition', prohibitionId: id, reason: 'over' });
    });

    it('refuses what makes no sense', async () => {
      await group('SOUND', 'DE');
      const refused = (edit: Edit) => carryOut(regions.module, edit);
      await expect(group('SOUND')).rejects.toMatchObject({ code: 'place-code-taken' });
      await expect(group('EU')).rejects.toMatchObject({ code: 'place-code-taken' });
      await expect(group('DE')).rejects.toMatchObject({ code: 'place-code-taken' });
      await expect(group('ODD', 'DE', 'QQ')).rejects.toMatchObject({ errors: [{ pointer: '/members/1' }] });
      await expect(refused(join('SOUND', 'DE'))).rejects.toMatchObject({ code: 'group-member-overlap' });
      await expect(refused(leave('SOUND', 'FR'))).rejects.toMatchObject({ code: 'not-a-member' });
      await expect(refused(join('WORLD', 'FR'))).rejects.toMatchObject({ code: 'market-group-fixed' });
      await expect(refused(join('NONE', 'FR'))).rejects.toMatchObject({ code: 'market-group-not-found' });
      const race = await Promise.allSettled([group('RACE', 'DE'), group('RACE', 'FR')]);
      expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    });

    it('is retired, never deleted: new rules do not name it, old ones mean what they meant', async () => {
      await group('OLD', 'DE');
      const { id } = await block('OLD');
      const label = { group: 'OLD', name: 'Formerly', retired: true, reason: 'replaced', actor: store };
      await use(LabelMarketGroup).execute(label);
      expect((await decideOne(regions, app, 'DE')).allowed).toBe(false);
      await expect(block('WORLD - OLD')).rejects.toMatchObject({
        code: 'market-group-retired',
        errors: [{ pointer: '/markets/expression' }],
        extra: { position: 8 },
      });
      await expect(carryOut(regions.module, join('OLD', 'FR'))).rejects.toMatchObject({
        code: 'market-group-retired',
      });
      const { data } = await use(ListMarketGroups).execute({ limit: 200 });
      expect(data).toContainEqual({ code: 'OLD', name: 'Formerly', memberCount: 1, retired: true });
      await carryOut(regions.module, { do: 'lift-prohibition', prohibitionId: id, reason: 'over' });
    });

    it('a seeded one is amended, too: a country accedes on a day', async () => {
      const { id } = await block('EU');
      await carryOut(
        regions.module,
        leave('EU', 'FR', '2030-01-01T00:00:00Z'),
        join('EU', 'US', '2030-01-01T00:00:00Z'),
      );
      const at = async (market: string, day: string) =>
        (await decideOne(regions, app, market, 'acquire', day)).allowed;
      expect([await at('FR', '2029-12-31T00:00:00Z'), await at('FR', '2030-01-01T00:00:00Z')]).toEqual([
        false,
        true,
      ]);
      expect([await at('US', '2029-12-31T00:00:00Z'), await at('US', '2030-01-01T00:00:00Z')]).toEqual([
        true,
        false,
      ]);
      await carryOut(regions.module, { do: 'lift-prohibition', prohibitionId: id, reason: 'over' });
    });
  });

  describe('a market', () => {
    it('is added planned, covered by scopes that reach the future, renamed, and opened by two', async () => {
      const made = await add('DE-BE', { parent: 'DE' });
      expect(made).toMatchObject({ slot: 511, statuses: [] });
      expect(codesOf(await decideOne(regions, app, 'DE-BE'))).toEqual(['COMMERCIAL.MARKET_NOT_OPEN_YET']);
      const open: Edit = { do: 'change-market-status', market: 'DE-BE', status: 'open', reason: 'ready' };
      const { diff } = await carryOut(regions.module, open);
      expect(diff).toMatchObject({ gained: 2, counts: [{ market: 'DE-BE' }, { market: 'DE-BE' }] });
      await use(RenameMarket).execute({ market: 'DE-BE', name: 'Berlin', reason: 'short', actor: store });
      const { data } = await use(ListMarkets).execute({ limit: 10, q: 'berlin', group: 'EU' });
      expect(data).toMatchObject([{ code: 'DE-BE', name: 'Berlin', status: 'open', currencies: ['EUR'] }]);
    });

    it('is added and opened in one set', async () => {
      const { diff } = await carryOut(
        regions.module,
        { do: 'add-market', code: 'ZZ', name: 'Atlantis', zone: 'Etc/UTC', currencies: ['USD'] },
        { do: 'change-market-status', market: 'ZZ', status: 'open', reason: 'ready' },
        { do: 'create-market-group', code: 'ISLES', name: 'Isles', members: ['ZZ'] },
        { do: 'set-plan', markets: { expression: 'ISLES', coversFutureMarkets: true }, offered: true },
      );
      expect(diff).toMatchObject({ gained: 2, lost: 0, counts: [{ market: 'ZZ' }, { market: 'ZZ' }] });
      expect((await decideOne(regions, app, 'ZZ')).allowed).toBe(true);
    });

    it('is added and opened later by two, in one set, and taken back closed', async () => {
      const atlantis = { code: 'ZY', name: 'Lemuria', zone: 'Etc/UTC', currencies: ['USD'] };
      const opening: Edit = { do: 'change-market-status', market: 'ZY', status: 'open', reason: 'ready' };
      const added = await carryOut(
        regions.module,
        { do: 'add-market', ...atlantis },
        { ...opening, from: new Date('2030-01-01T00:00:00Z') },
      );
      expect(added).toMatchObject({ needsApproval: true, diff: { opens: true } });
      const later = async () => (await decideOne(regions, app, 'ZY', 'list', '2031-01-01T00:00:00Z')).allowed;
      expect(await later()).toBe(true);
      const undone = await takeBack(regions.module, added.changeSetId);
      expect([undone.needsApproval, await later()]).toEqual([false, false]);
    });

    it('refuses a code that is taken, a zone or a currency that is none, and more than 512', async () => {
      await expect(add('EU')).rejects.toMatchObject({ code: 'place-code-taken' });
      await expect(add('DE')).rejects.toMatchObject({ code: 'place-code-taken' });
      await expect(add('QA-1', { parent: 'QQ' })).rejects.toMatchObject({ code: 'market-not-found' });
      await expect(add('QA-1', { zone: 'Europe/Nowhere' })).rejects.toMatchObject({
        code: 'unknown-zone',
        errors: [{ pointer: '/zone' }],
      });
      await expect(add('QA-1', { currencies: ['EUR', 'XXZ'] })).rejects.toMatchObject({
        errors: [{ pointer: '/currencies/1' }],
      });
      const race = await Promise.all([add('QA-1'), add('QA-2'), add('QA-3')]);
      expect(new Set(race.map(({ slot }) => slot)).size).toBe(3);
      await regions.database.query(
        `INSERT INTO market (code, parent, name, zone, slot, added_at)
         SELECT 'X-' || s, NULL, 'Filler', 'Etc/UTC', s, '2026-01-01' FROM generate_series(0, 511) s
          WHERE NOT EXISTS (SELECT FROM market m WHERE m.slot = s)`,
      );
      await add('QA-9').then(
        () => fail('There was no slot left.'),
        (error: unknown) => expect(error).toMatchObject({ kind: 'conflict', code: 'market-slots-exhausted' }),
      );
    });
  });
});
