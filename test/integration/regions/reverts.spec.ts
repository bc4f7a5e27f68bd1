import {
  type AcceptRisk,
  AddMarket,
  ChangeCredentialStatus,
  type Edit,
  ListCredentials,
  ListRequirements,
  PutRequirement,
  RecordCredential,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { carryOut, takeBack } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

const GERMANY = { expression: 'DE', coversFutureMarkets: false };
const OPERATOR = { kind: 'operator' as const };

describe('sets that touched one rule are taken back, the last one first', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterAll(() => regions.close());

  const may = async (app: string) => (await decideOne(regions, app, 'DE')).allowed;
  const made = async (...edits: Edit[]) => (await carryOut(regions.module, ...edits)).changeSetId;
  const undo = (set: string) => takeBack(regions.module, set);
  const requirement = (app: string, type: string, enforcement: 'blocking' | 'advisory' = 'blocking') => ({
    items: { itemIds: [app] },
    markets: GERMANY,
    actions: ['acquire' as const],
    anyOf: [[type]],
    enforcement,
    missingCode: 'CERT.MISSING',
  });
  const reasons = async (app: string) =>
    (await decideOne(regions, app, 'DE')).reasons.map(({ ruleId }) => ruleId);

  it('a requirement that was changed twice is what it was, under its own id', async () => {
    const app = await putApp(regions);
    const { id } = await regions.module
      .get(PutRequirement)
      .execute({ ...requirement(app, 'paper.one', 'advisory'), actor: store });
    const first = await made({ do: 'put-requirement', requirementId: id, ...requirement(app, 'paper.two') });
    const second = await made({
      do: 'put-requirement',
      requirementId: id,
      ...requirement(app, 'paper.three'),
    });
    expect(await reasons(app)).toEqual([id]);
    const unlock = async () => (await decideOne(regions, app, 'DE')).unlock;
    await undo(second);
    expect([await reasons(app), await unlock()]).toEqual([
      [id],
      [[expect.objectContaining({ credentialType: 'paper.two' })]],
    ]);
    await undo(first);
    expect(await may(app)).toBe(true);
    const { data } = await regions.module.get(ListRequirements).execute({ limit: 100, actor: store });
    expect(data.filter((one) => one.id === id && one.valid.until === null)).toMatchObject([
      { enforcement: 'advisory', anyOf: [['paper.one']] },
    ]);
  });

  it('what a later set ended, and brought back, is ended in its new place', async () => {
    const app = await putApp(regions);
    const requirementId = randomUUID();
    const first = await made({
      do: 'put-requirement',
      newId: requirementId,
      ...requirement(app, 'paper.one'),
    });
    const end = (id: string): Edit => ({ do: 'end-requirement', requirementId: id, reason: 'repealed' });
    const second = await made(end(requirementId));
    await undo(second);
    const [again = ''] = (await reasons(app)) as string[];
    expect(again).not.toBe(requirementId);
    // And once more, so that its place is one of its place.
    const third = await made(end(again));
    expect(await may(app)).toBe(true);
    await undo(third);
    expect(await may(app)).toBe(false);
    await undo(first);
    expect(await may(app)).toBe(true);
  });

  it('likewise a prohibition, a rule of the plan, and a risk that somebody answers for', async () => {
    const app = await putApp(regions);
    const prohibitionId = randomUUID();
    const block: Edit = {
      do: 'issue-prohibition',
      newId: prohibitionId,
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: GERMANY,
      retention: 'full',
      reason: 'served',
    };
    const blocked = await made(block);
    await undo(await made({ do: 'lift-prohibition', prohibitionId, reason: 'settled' }));
    expect(await may(app)).toBe(false);
    await undo(blocked);
    expect(await may(app)).toBe(true);

    const offerId = randomUUID();
    const closed = await made({
      do: 'set-plan',
      newId: offerId,
      itemId: app,
      markets: GERMANY,
      offered: false,
    });
    await undo(await made({ do: 'remove-plan', offerId }));
    expect(await may(app)).toBe(false);
    await undo(closed);
    expect(await may(app)).toBe(true);

    const { id: requirementId } = await regions.module.get(PutRequirement).execute({
      ...requirement(app, 'paper.risky'),
      enforcement: 'risk-gated',
      actor: store,
    });
    const acceptanceId = randomUUID();
    const accepted = await made({
      do: 'accept-risk',
      newId: acceptanceId,
      requirementId,
      items: { itemIds: [app] },
      markets: GERMANY,
      acceptedBy: 'A. Person',
      justification: 'an offer is on the table',
      valid: { until: new Date('2026-12-01T00:00:00Z') },
    } satisfies Edit & Partial<Parameters<AcceptRisk['execute']>[0]>);
    expect(await may(app)).toBe(true);
    await undo(await made({ do: 'end-risk-acceptance', acceptanceId, reason: 'no longer' }));
    expect(await may(app)).toBe(true);
    await undo(accepted);
    expect(await may(app)).toBe(false);
  });

  it('what ran out by itself is no obstacle: it is not ended again, and what it was comes back anew', async () => {
    const app = await putApp(regions);
    const [planId, needId] = [randomUUID(), randomUUID()];
    const plan = { itemId: app, markets: GERMANY, offered: false };
    await made({ do: 'put-requirement', newId: needId, ...requirement(app, 'paper.one') });
    const until = new Date(regions.clock.now().getTime() + 3_600_000);
    const set = await made(
      { do: 'set-plan', newId: planId, ...plan, valid: { until } },
      {
        do: 'put-requirement',
        requirementId: needId,
        ...requirement(app, 'paper.one', 'advisory'),
        valid: { until },
      },
    );
    regions.clock.set(until);
    expect(await may(app)).toBe(true);
    await undo(set);
    const [again = ''] = (await reasons(app)) as string[];
    expect([await may(app), again === needId]).toEqual([false, false]);
    const over = await made({ do: 'end-requirement', requirementId: again, reason: 'repealed' });
    expect(await may(app)).toBe(true);
    await undo(over);
    expect(await may(app)).toBe(false);
  });

  it('what would have run out by now does not come back, and a set of which nothing is left is not taken back', async () => {
    const app = await putApp(regions);
    const planId = randomUUID();
    const plan = { itemId: app, markets: GERMANY, offered: false };
    const until = new Date(regions.clock.now().getTime() + 3_600_000);
    await made({ do: 'set-plan', newId: planId, ...plan, valid: { until } });
    const longer = await made({ do: 'set-plan', offerId: planId, ...plan });
    const brief = await made({ do: 'set-plan', newId: randomUUID(), ...plan, valid: { until } });
    regions.clock.set(until);
    expect(await may(app)).toBe(false);
    await undo(longer);
    expect(await may(app)).toBe(true);
    await expect(undo(brief)).rejects.toMatchObject({ kind: 'conflict', code: 'change-set-final' });
  });

  it('a rule that left out future markets leaves out those that were added before it came back', async () => {
    const app = await putApp(regions);
    const known = { expression: 'WORLD', coversFutureMarkets: false };
    const [prohibitionId, requirementId] = [randomUUID(), randomUUID()];
    const need = (type: string) => ({ ...requirement(app, type), markets: known });
    const block = {
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: known,
      retention: 'full' as const,
      reason: 'served',
    };
    await made(
      { do: 'issue-prohibition', newId: prohibitionId, ...block },
      { do: 'put-requirement', newId: requirementId, ...need('paper.one') },
    );
    regions.clock.advance(60_000);
    await regions.module.get(AddMarket).execute({
      code: 'US-N',
      name: 'North',
      zone: 'America/Chicago',
      currencies: ['USD'],
      actor: store,
    });
    await made({ do: 'change-market-status', market: 'US-N', status: 'open', reason: 'ready' });
    const there = async () => (await decideOne(regions, app, 'US-N')).allowed;
    expect(await there()).toBe(true);
    regions.clock.advance(60_000);
    const set = await made(
      { do: 'lift-prohibition', prohibitionId, reason: 'settled' },
      { do: 'put-requirement', requirementId, ...need('paper.two'), markets: GERMANY },
    );
    await undo(set);
    expect(codesOf(await decideOne(regions, app, 'DE'))).toEqual(['LEGAL.COURT_INJUNCTION', 'CERT.MISSING']);
    expect(await there()).toBe(true);
  });

  describe('a verification that made another paper lapse', () => {
    const type = 'radio.de';
    const record = async (part: Partial<Parameters<RecordCredential['execute']>[0]> = {}) => {
      const paper = {
        type,
        holder: OPERATOR,
        issuer: 'An office',
        items: {},
        markets: GERMANY,
        actor: store,
      };
      return (await regions.module.get(RecordCredential).execute({ ...paper, ...part })).id;
    };
    const verify = (credentialId: string): Edit => ({
      do: 'change-credential-status',
      credentialId,
      status: 'verified',
      reason: 'seen',
    });
    const statusOf = async (id: string) => {
      const { data } = await regions.module.get(ListCredentials).execute({ limit: 100, type });
      const now = regions.clock.now().getTime();
      const holds = data.filter(
        ({ id: one, valid: { from, until } }) =>
          one === id && (from ?? now) <= now && (until === null || until > now),
      );
      return holds.map(({ status }) => status).join();
    };
    let app: string;
    beforeAll(async () => {
      app = await putApp(regions);
      await regions.module.get(PutRequirement).execute({ ...requirement(app, type), actor: store });
    });

    it('is taken back with it, and so is that', async () => {
      const old = await record();
      await made(verify(old));
      const next = await record({ supersedes: old, items: { categories: ['app/tools'] } });
      // The new one does not cover the app, which is a reason to take it back.
      const set = await made(verify(next));
      expect([await statusOf(old), await statusOf(next), await may(app)]).toEqual([
        'lapsed',
        'verified',
        false,
      ]);
      const early = regions.module
        .get(ChangeCredentialStatus)
        .execute({ credentialId: old, status: 'verified', reason: 'too early', actor: store });
      await expect(early).rejects.toMatchObject({ code: 'credential-status-transition' });
      const { changeSetId } = await undo(set);
      expect([await statusOf(old), await statusOf(next), await may(app)]).toEqual([
        'verified',
        'suspended',
        true,
      ]);
      await undo(changeSetId);
      expect([await statusOf(old), await statusOf(next), await may(app)]).toEqual([
        'lapsed',
        'verified',
        false,
      ]);
      await made({ ...verify(next), status: 'suspended' } as Edit, verify(old));
      expect(await may(app)).toBe(true);
    });

    it('does not let a paper count again that had lapsed by itself', async () => {
      const old = await record();
      await made(verify(old));
      await made({ ...verify(old), status: 'lapsed', reason: 'withdrawn by the office' } as Edit);
      await record({ supersedes: old });
      await expect(made(verify(old))).rejects.toMatchObject({ code: 'credential-status-transition' });
      expect(await statusOf(old)).toBe('lapsed');
    });

    it('also before the new one begins; a paper that ran out meanwhile stays as it is', async () => {
      const [soon, later] = [new Date('2026-04-01T00:00:00Z'), new Date('2026-05-01T00:00:00Z')];
      const old = await record({ valid: { until: later } });
      await made(verify(old));
      const next = await record({ supersedes: old, valid: { from: soon } });
      const set = await made(verify(next));
      await undo(set);
      regions.clock.set('2026-04-02T00:00:00Z');
      expect([await statusOf(old), await statusOf(next)]).toEqual(['verified', 'suspended']);
      const again = await made(verify(next));
      expect([await statusOf(old), await statusOf(next)]).toEqual(['lapsed', 'verified']);
      regions.clock.set('2026-05-02T00:00:00Z');
      await undo(again);
      expect([await statusOf(old), await statusOf(next)]).toEqual(['', 'suspended']);
    });
  });
});
