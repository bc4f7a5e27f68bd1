import {
  EndRequirement,
  IssueProhibition,
  LiftProhibition,
  ListProhibitions,
  ListRequirements,
  PullKillSwitch,
  PutRequirement,
  ViewMarket,
  assertAllowed,
} from '@portolan/regions';
import { carryOut, lift } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, staffMember, startRegions } from './support';

describe('prohibitions and requirements', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterAll(() => regions.close());

  const legal = staffMember('legal');
  const order = (more: object) => ({
    type: 'court-injunction',
    items: {},
    markets: { expression: 'DE', coversFutureMarkets: false },
    retention: 'update-only' as const,
    reason: 'order 7 O 1/26',
    actor: legal,
    ...more,
  });

  it('a kill switch takes effect in the next answer, for one item, a category or a publisher', async () => {
    const publisherId = '00000000-0000-4000-8000-00000000abcd';
    const app = await putApp(regions, 'WORLD', { publisherId, category: 'app/game/casino' });
    const listed = async (market: string) =>
      (await regions.module.get(ViewMarket).execute({ market, action: 'list' })).has(app);
    for (const target of [{ itemId: app }, { category: 'app/game' }, { publisherId }]) {
      expect(await listed('DE')).toBe(true);
      const pulled = await regions.module
        .get(PullKillSwitch)
        .execute({ target, markets: 'EU', retention: 'freeze', reason: 'stolen keys', actor: legal });
      expect([target, await listed('DE'), await listed('US')]).toEqual([target, false, true]);
      const decision = await decideOne(regions, app, 'DE');
      expect(codesOf(decision)).toEqual(['LEGAL.KILL_SWITCH']);
      expect(() => assertAllowed(decision, 'public')).toThrow(
        expect.objectContaining({ kind: 'legal', code: 'unavailable-for-legal-reasons' }),
      );
      await lift(regions.module, pulled.id);
    }
  });

  it('only the role legal lifts, and not alone', async () => {
    const { id } = await regions.module
      .get(IssueProhibition)
      .execute(order({ actor: staffMember('market-manager') }));
    for (const role of ['admin', 'market-manager', 'market-approver']) {
      const please = { prohibitionId: id, reason: 'please', actor: staffMember(role) };
      await expect(regions.module.get(LiftProhibition).execute(please)).rejects.toMatchObject({
        code: 'role-required',
      });
    }
    const alone = regions.module
      .get(LiftProhibition)
      .execute({ prohibitionId: id, reason: 'settled', actor: legal });
    await expect(alone).rejects.toMatchObject({
      code: 'approval-required',
      extra: { proposal: { edits: [{ do: 'lift-prohibition', prohibitionId: id, reason: 'settled' }] } },
    });
    await lift(regions.module, id);
    const again = regions.module
      .get(LiftProhibition)
      .execute({ prohibitionId: id, reason: 'settled', actor: legal });
    await expect(again).rejects.toMatchObject({ code: 'prohibition-ended' });
  });

  it.each([
    [
      { markets: { expression: 'DE FR', coversFutureMarkets: false } },
      'invalid-market-scope',
      '/markets/expression',
    ],
    [
      { markets: { expression: 'ATLANTIS', coversFutureMarkets: false } },
      'invalid-market-scope',
      '/markets/expression',
    ],
    [
      { markets: { expression: '- DE', coversFutureMarkets: false } },
      'invalid-market-scope',
      '/markets/expression',
    ],
    [{ items: { categories: ['Games'] } }, 'invalid-category', '/items/categories'],
    [
      { items: { where: { op: 'eq', attribute: 'colour', value: 1 } } },
      'invalid-predicate',
      '/items/where/attribute',
    ],
    [{ items: { itemIds: ['1'] } }, 'invalid-item-scope', '/items/itemIds'],
    [{ valid: { from: new Date('2026-05-01'), until: new Date('2026-04-01') } }, 'invalid-period', '/valid'],
    [{ authority: { name: 'Court', url: 'javascript:alert(1)' } }, 'invalid-authority', '/authority/url'],
    [{ type: 'Court Order' }, 'invalid-prohibition', null],
  ])('refuses %j and stores nothing', async (wrong, code, pointer) => {
    const before = await regions.database.query('SELECT count(*) FROM prohibition');
    const issued = regions.module.get(IssueProhibition).execute(order(wrong));
    const errors = pointer === null ? [] : [expect.objectContaining({ pointer })];
    await expect(issued).rejects.toMatchObject({ code, kind: 'invalid', errors });
    expect(await regions.database.query('SELECT count(*) FROM prohibition')).toEqual(before);
  });

  it('are listed for staff, and the secret ones for the role legal alone', async () => {
    const { id } = await regions.module
      .get(IssueProhibition)
      .execute(order({ visibility: 'legal', type: 'sanctions' }));
    const list = async (actor = legal) => {
      const page = await regions.module
        .get(ListProhibitions)
        .execute({ limit: 100, type: 'sanctions', actor });
      return page.data.map(({ id: found }) => found);
    };
    expect(await list()).toEqual([id]);
    expect(await list(staffMember('market-manager', 'admin'))).toEqual([]);
    await lift(regions.module, id);
    const open = await regions.module
      .get(ListProhibitions)
      .execute({ limit: 100, ended: false, actor: legal });
    expect(open.data.map(({ id: found }) => found)).not.toContain(id);
  });

  it('every change is in the audit log with who, before, after and why', async () => {
    const { id } = await regions.module.get(IssueProhibition).execute(order({}));
    const { approvedBy } = (await lift(regions.module, id)).set;
    const events = await regions.database.query(
      'SELECT action, actor_id, reason, before IS NULL AS made FROM audit_event WHERE subject_id = $1 ORDER BY id',
      [id],
    );
    expect(events).toEqual([
      { action: 'prohibition.issue', actor_id: legal.accountId, reason: 'order 7 O 1/26', made: true },
      { action: 'prohibition.lift', actor_id: approvedBy, reason: 'settled', made: false },
    ]);
  });

  it('a requirement is replaced from now on and ended', async () => {
    const app = await putApp(regions, 'WORLD', { category: 'app/finance' });
    const manager = staffMember('market-manager');
    const requirement = {
      items: { categories: ['app/finance'] },
      markets: { expression: 'FR', coversFutureMarkets: false },
      actions: ['acquire' as const],
      anyOf: [['licence.amf']],
      enforcement: 'blocking' as const,
      missingCode: 'CONTENT.LICENCE_MISSING',
      actor: manager,
    };
    const { id } = await regions.module.get(PutRequirement).execute(requirement);
    expect(codesOf(await decideOne(regions, app, 'FR'))).toEqual(['CONTENT.LICENCE_MISSING']);
    const milder = { ...requirement, requirementId: id, enforcement: 'advisory' as const };
    await expect(regions.module.get(PutRequirement).execute(milder)).rejects.toMatchObject({
      code: 'approval-required',
    });
    const { actor: _, ...edit } = milder;
    await carryOut(regions.module, { do: 'put-requirement', ...edit });
    expect((await decideOne(regions, app, 'FR')).allowed).toBe(true);
    const ending = { requirementId: id, reason: 'repealed' };
    const ended = regions.module.get(EndRequirement).execute({ ...ending, actor: manager });
    await expect(ended).rejects.toMatchObject({ code: 'approval-required' });
    await carryOut(regions.module, { do: 'end-requirement', ...ending });
    expect((await decideOne(regions, app, 'FR')).advisories).toEqual([]);
    const replaced = carryOut(regions.module, { do: 'put-requirement', ...edit });
    await expect(replaced).rejects.toMatchObject({ code: 'requirement-ended' });
    const known = await regions.module
      .get(ListRequirements)
      .execute({ limit: 10, credentialType: 'licence.amf', ended: false, actor: manager });
    expect(known.data).toEqual([]);
  });
});
