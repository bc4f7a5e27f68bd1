import {
  AcceptRisk,
  DecideAsKnown,
  type Edit,
  EndRiskAcceptance,
  ListRiskAcceptances,
  PutRequirement,
} from '@portolan/regions';
import { carryOut, manager, takeBack } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('risk acceptances', () => {
  let regions: RegionsApp;
  let app: string;
  let requirementId: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
    requirementId = await demand('risk-gated');
  });
  afterAll(() => regions.close());

  const germany = { expression: 'DE', coversFutureMarkets: false };
  async function demand(enforcement: 'risk-gated' | 'blocking'): Promise<string> {
    const made = await regions.module.get(PutRequirement).execute({
      items: { itemIds: [app] },
      markets: germany,
      actions: ['acquire'],
      anyOf: [['patent-licence.holder']],
      enforcement,
      missingCode: 'IP.LICENCE_MISSING',
      actor: store,
    });
    return made.id;
  }
  const accept = (part: Partial<Extract<Edit, { do: 'accept-risk' }>> = {}): Edit => ({
    do: 'accept-risk',
    requirementId,
    items: { itemIds: [app] },
    markets: germany,
    acceptedBy: 'Erika Mustermann, general counsel',
    justification: 'The holder has not asserted it since 2019.',
    valid: { until: new Date('2026-06-01T00:00:00Z') },
    ...part,
  });
  const list = async (part: { ended?: boolean } = {}) =>
    (
      await regions.module
        .get(ListRiskAcceptances)
        .execute({ limit: 50, requirementId, ...part, actor: store })
    ).data;

  it('opens with a second person, until its day, and is taken back', async () => {
    expect(codesOf(await decideOne(regions, app, 'DE'))).toEqual(['IP.LICENCE_MISSING']);
    const { changeSetId, diff, needsApproval } = await carryOut(regions.module, accept());
    expect([needsApproval, diff.gained, diff.lost]).toEqual([true, 1, 0]);
    expect(await decideOne(regions, app, 'DE')).toMatchObject({
      allowed: true,
      nextChange: { at: Date.parse('2026-06-01T00:00:00Z'), allowed: false },
    });
    expect(codesOf(await decideOne(regions, app, 'DE', 'acquire', '2026-06-01T00:00:00Z'))).toEqual([
      'IP.LICENCE_MISSING',
    ]);
    expect(await list({ ended: false })).toMatchObject([{ acceptedBy: 'Erika Mustermann, general counsel' }]);
    await takeBack(regions.module, changeSetId);
    expect((await decideOne(regions, app, 'DE')).allowed).toBe(false);
    expect(await list({ ended: false })).toEqual([]);
    expect((await list()).length).toBeLessThanOrEqual(1);
  });

  it('one person ends it; what was answered before can be asked again', async () => {
    await carryOut(regions.module, accept());
    const [known] = await list({ ended: false });
    regions.clock.set('2026-03-01T18:00:00Z');
    const during = regions.clock.now();
    regions.clock.set('2026-03-02T12:00:00Z');
    const end = { acceptanceId: known?.id ?? '', reason: 'she resigned', actor: manager };
    await regions.module.get(EndRiskAcceptance).execute(end);
    expect((await decideOne(regions, app, 'DE')).allowed).toBe(false);
    const again = regions.module.get(EndRiskAcceptance).execute(end);
    await expect(again).rejects.toMatchObject({ kind: 'conflict', code: 'risk-acceptance-ended' });
    const questions = [{ itemId: app, market: 'DE', action: 'acquire' as const, at: during }];
    const [then] = await regions.module.get(DecideAsKnown).execute({ questions, knownAt: during });
    expect(then?.allowed).toBe(true);
    const [event] = await regions.database.query<{ reason: string }>(
      `SELECT reason FROM audit_event WHERE action = 'risk.end' AND subject_id = $1`,
      [end.acceptanceId],
    );
    expect(event).toEqual({ reason: 'she resigned' });
  });

  it('is refused for what no person may answer for, and without an end', async () => {
    const blocking = await demand('blocking');
    const use = regions.module.get(AcceptRisk);
    const { do: _, ...asked } = accept() as Extract<Edit, { do: 'accept-risk' }>;
    const refused = (part: object) => use.execute({ ...asked, ...part, actor: store });
    await expect(refused({ requirementId: blocking })).rejects.toMatchObject({
      code: 'requirement-not-risk-gated',
    });
    const nothing = '00000000-0000-7000-8000-000000000000';
    await expect(refused({ requirementId: nothing })).rejects.toMatchObject({
      code: 'requirement-not-found',
    });
    const past = { from: new Date('2026-05-01T00:00:00Z'), until: new Date('2026-04-01T00:00:00Z') };
    await expect(refused({ valid: past })).rejects.toMatchObject({ code: 'invalid-period' });
    const endless = regions.database.query(
      `INSERT INTO risk_acceptance SELECT (jsonb_populate_record(t, '{"valid_until": null}')).* FROM risk_acceptance t LIMIT 1`,
    );
    await expect(endless).rejects.toMatchObject({ column: 'valid_until' });
  });
});
