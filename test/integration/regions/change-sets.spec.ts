import {
  ApplyChangeSet,
  ApplyScheduled,
  ApproveChangeSet,
  CancelChangeSet,
  CreateChangeSet,
  type Edit,
  GetChangeSet,
  IssueProhibition,
  ListPlan,
  PreviewChangeSet,
  ReplaceEdits,
  RevertChangeSet,
  ScheduleChangeSet,
  SimulateEdits,
  SubmitChangeSet,
} from '@portolan/regions';
import { carryOut } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, staffMember, startRegions } from './support';

describe('change sets', () => {
  let regions: RegionsApp;
  let app: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
  });
  afterAll(() => regions.close());

  const manager = staffMember('market-manager');
  const approver = staffMember('market-approver');
  const legal = staffMember('legal');
  const germany = { expression: 'DE', coversFutureMarkets: false };
  const use = <T>(type: new (...parts: never[]) => T): T => regions.module.get(type);

  const open = (market: string): Edit => ({
    do: 'change-market-status',
    market,
    status: 'open',
    reason: 'we are ready',
  });
  const block = (): Edit => ({
    do: 'issue-prohibition',
    type: 'court-injunction',
    items: { itemIds: [app] },
    markets: germany,
    retention: 'full',
    reason: 'order 7 O 1/26',
  });

  async function previewed(...edits: Edit[]) {
    const made = await use(CreateChangeSet).execute({
      title: 'A set',
      reason: 'a test',
      edits,
      actor: manager,
    });
    const { set, diff } = await use(PreviewChangeSet).execute({ changeSetId: made.id, actor: manager });
    return { set, diff, changeSetId: made.id, hash: diff.hash };
  }

  async function approved(...edits: Edit[]) {
    const { changeSetId, hash, diff } = await previewed(...edits);
    await use(SubmitChangeSet).execute({ changeSetId, hash, actor: manager });
    await use(ApproveChangeSet).execute({ changeSetId, hash, actor: approver });
    return { changeSetId, hash, diff };
  }

  const stateOf = async (changeSetId: string) => (await use(GetChangeSet).execute({ changeSetId })).state;
  const rules = () => regions.database.query('SELECT epoch, token FROM region_epoch');

  it('a preview says what would be gained and leaves no trace', async () => {
    const before = await rules();
    const { diff, set } = await previewed(open('IT'));
    expect(diff).toMatchObject({ gained: 2, lost: 0, firstGained: [app], firstLost: [] });
    expect(diff.counts).toEqual([
      { market: 'IT', action: 'list', category: 'app/game', gained: 1, lost: 0 },
      { market: 'IT', action: 'acquire', category: 'app/game', gained: 1, lost: 0 },
    ]);
    expect(set).toMatchObject({ state: 'previewed', needsApproval: true });
    expect(await rules()).toEqual(before);
    expect(await regions.database.query(`SELECT 1 FROM audit_event WHERE subject_id = 'IT'`)).toEqual([]);
    expect((await decideOne(regions, app, 'IT')).allowed).toBe(false);
  });

  it('one person closes', async () => {
    const { changeSetId, hash, set } = await previewed(block());
    expect(set.needsApproval).toBe(false);
    const applied = await use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    expect(applied).toMatchObject({ state: 'applied', appliedBy: manager.accountId });
    const decision = await decideOne(regions, app, 'DE');
    expect([codesOf(decision), decision.epoch]).toEqual([['LEGAL.COURT_INJUNCTION'], applied.appliedEpoch]);
    await takeBack(changeSetId);
    expect(await stateOf(changeSetId)).toBe('reverted');
    expect((await decideOne(regions, app, 'DE')).allowed).toBe(true);
  });

  async function takeBack(applied: string) {
    const { id: changeSetId } = await use(RevertChangeSet).execute({
      changeSetId: applied,
      reason: 'a mistake',
      actor: manager,
    });
    const { diff } = await use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    const step = { changeSetId, hash: diff.hash };
    const twice = use(RevertChangeSet).execute({ changeSetId: applied, reason: 'again', actor: manager });
    await expect(twice).rejects.toMatchObject({ code: 'revert-under-way' });
    await use(SubmitChangeSet).execute({ ...step, actor: manager });
    const unlawful = use(ApproveChangeSet).execute({ ...step, actor: approver });
    await expect(unlawful).rejects.toMatchObject({ code: 'role-required' });
    await use(ApproveChangeSet).execute({ ...step, actor: legal });
    await use(ApplyChangeSet).execute({ ...step, actor: manager });
  }

  it('opening takes two people, whom the database tells apart, too', async () => {
    const { changeSetId, hash } = await previewed(open('ES'));
    const apply = () => use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    await expect(apply()).rejects.toMatchObject({ code: 'approval-required' });
    await use(SubmitChangeSet).execute({ changeSetId, hash, actor: manager });
    const both = { ...manager, staffRoles: ['market-manager', 'market-approver'] };
    const alone = use(ApproveChangeSet).execute({ changeSetId, hash, actor: both });
    await expect(alone).rejects.toMatchObject({ code: 'four-eyes' });
    const forced = regions.database.query(`UPDATE change_set SET approved_by = proposed_by WHERE id = $1`, [
      changeSetId,
    ]);
    await expect(forced).rejects.toMatchObject({ constraint: 'change_set_four_eyes' });
    const skipped = regions.database.query(
      `UPDATE change_set SET state = 'applied', applied_epoch = 1 WHERE id = $1`,
      [changeSetId],
    );
    await expect(skipped).rejects.toMatchObject({ constraint: 'change_set_approved' });
    await use(ApproveChangeSet).execute({ changeSetId, hash, actor: approver });
    await apply();
    expect((await decideOne(regions, app, 'ES')).allowed).toBe(true);
    await expect(apply()).rejects.toMatchObject({ code: 'change-set-state' });
  });

  it('what another one changed meanwhile makes the preview stale, and nothing is changed', async () => {
    const { changeSetId, hash } = await approved(open('PL'));
    await carryOut(regions.module, open('PL'));
    const before = await rules();
    const apply = use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    await expect(apply).rejects.toMatchObject({ kind: 'conflict', code: 'preview-stale' });
    expect([await rules(), await stateOf(changeSetId)]).toEqual([before, 'approved']);
    const again = await use(PreviewChangeSet).execute({ changeSetId, actor: approver });
    expect(again.set).toMatchObject({ state: 'previewed', approvedBy: null });
  });

  it('an unrelated change of the rules leaves the approval as it is', async () => {
    const { changeSetId, hash } = await approved(open('SE'));
    await carryOut(regions.module, open('NO'));
    await use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    expect(await stateOf(changeSetId)).toBe('applied');
  });

  it('other edits need another preview and another approval, and only the proposer writes them', async () => {
    const { changeSetId, hash } = await approved(open('DK'));
    const edits = [open('FI')];
    const foreign = use(ReplaceEdits).execute({ changeSetId, edits, actor: staffMember('market-manager') });
    await expect(foreign).rejects.toMatchObject({ code: 'not-proposer' });
    const set = await use(ReplaceEdits).execute({ changeSetId, edits, actor: manager });
    expect(set).toMatchObject({ state: 'draft', previewHash: null, approvedBy: null });
    const apply = use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    await expect(apply).rejects.toMatchObject({ code: 'preview-stale' });
  });

  it('a fault in one edit undoes all of them and says which one it is', async () => {
    const gone: Edit = { do: 'remove-plan', offerId: '00000000-0000-7000-8000-000000000000' };
    const { id: changeSetId } = await use(CreateChangeSet).execute({
      title: 'Half sound',
      reason: 'a test',
      edits: [block(), gone],
      actor: manager,
    });
    const preview = use(PreviewChangeSet).execute({ changeSetId, actor: manager });
    await expect(preview).rejects.toMatchObject({
      code: 'offer-not-found',
      errors: [{ pointer: '/edits/1', code: 'offer-not-found' }],
    });
    expect(await stateOf(changeSetId)).toBe('draft');
  });

  it('a deal, its paper and the verification go together, and are taken back together', async () => {
    const [dealId, credentialId] = [
      '00000000-0000-7000-8000-00000000dea1',
      '00000000-0000-7000-8000-00000000cede',
    ];
    const phones = await putApp(regions, 'WORLD', { kind: 'device', category: 'device/phone' });
    const need: Edit = {
      do: 'put-requirement',
      items: { categories: ['device/phone'] },
      markets: germany,
      actions: ['list', 'acquire'],
      anyOf: [['patent-licence.holder']],
      enforcement: 'blocking',
      missingCode: 'IP.LICENCE_MISSING',
    };
    const closing = await previewed(need);
    expect(closing.diff).toMatchObject({ gained: 0, lost: 2, firstLost: [phones] });
    await use(ApplyChangeSet).execute({ ...closing, actor: manager });
    const { changeSetId, hash, diff } = await approved(
      { do: 'record-deal', newId: dealId, kind: 'cross-licence', counterparty: 'A holder', title: 'Peace' },
      {
        do: 'record-credential',
        newId: credentialId,
        type: 'patent-licence.holder',
        holder: { kind: 'operator' },
        issuer: 'A holder',
        items: { categories: ['device/phone'] },
        markets: germany,
        dealId,
      },
      { do: 'change-credential-status', credentialId, status: 'verified', reason: 'signed' },
    );
    expect(diff).toMatchObject({ gained: 2, lost: 0 });
    const { appliedEpoch } = await use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    expect((await decideOne(regions, phones, 'DE')).epoch).toBe(appliedEpoch);
    expect((await decideOne(regions, phones, 'DE')).allowed).toBe(true);
    const back = await use(RevertChangeSet).execute({
      changeSetId,
      reason: 'it fell through',
      actor: manager,
    });
    const undone = await use(PreviewChangeSet).execute({ changeSetId: back.id, actor: manager });
    expect(undone.set.needsApproval).toBe(false);
    await use(ApplyChangeSet).execute({ changeSetId: back.id, hash: undone.diff.hash, actor: manager });
    expect((await decideOne(regions, phones, 'DE')).allowed).toBe(false);
  });

  it('a scheduled set is applied when it is due, at the time that the markets show', async () => {
    const { changeSetId, hash } = await approved(open('AT'), open('PT'));
    // Last on the Azores.
    const due = { local: '2026-03-02T00:00', markets: ['AT', 'PT'], edge: 'latest' as const };
    const set = await use(ScheduleChangeSet).execute({ changeSetId, hash, due, actor: manager });
    expect(set.scheduledFor?.toISOString()).toBe('2026-03-02T01:00:00.000Z');
    await use(ApplyScheduled).execute({ changeSetId });
    expect(await stateOf(changeSetId)).toBe('scheduled');
    regions.clock.set('2026-03-02T01:00:00Z');
    await use(ApplyScheduled).execute({ changeSetId });
    await use(ApplyScheduled).execute({ changeSetId });
    expect(await stateOf(changeSetId)).toBe('applied');
    expect((await decideOne(regions, app, 'AT')).allowed).toBe(true);
  });

  it('a scheduled set whose ground moved is suspended with the reason, and one that was cancelled does nothing', async () => {
    const at = new Date(regions.clock.now().getTime() + 3_600_000);
    const moved = await approved(open('BE'));
    const cancelled = await approved(open('NL'));
    for (const one of [moved, cancelled])
      await use(ScheduleChangeSet).execute({ ...one, due: { at }, actor: manager });
    await regions.module.get(IssueProhibition).execute({
      type: 'sanctions',
      items: { itemIds: [app] },
      markets: { expression: 'BE', coversFutureMarkets: false },
      retention: 'full',
      reason: 'since yesterday',
      actor: legal,
    });
    await use(CancelChangeSet).execute({ changeSetId: cancelled.changeSetId, actor: approver });
    regions.clock.set(at.toISOString());
    for (const { changeSetId } of [moved, cancelled]) await use(ApplyScheduled).execute({ changeSetId });
    const set = await use(GetChangeSet).execute({ changeSetId: moved.changeSetId });
    expect([set.state, set.suspendedBecause]).toEqual([
      'suspended',
      expect.stringMatching(/^preview-stale: /),
    ]);
    expect(await stateOf(cancelled.changeSetId)).toBe('cancelled');
    for (const market of ['BE', 'NL']) expect((await decideOne(regions, app, market)).allowed).toBe(false);
  });

  it('a simulation stores nothing', async () => {
    const before = await regions.database.query('SELECT count(*) FROM change_set');
    const diff = await use(SimulateEdits).execute({ edits: [open('GR')], actor: approver });
    expect(diff.gained).toBeGreaterThan(0);
    expect(await regions.database.query('SELECT count(*) FROM change_set')).toEqual(before);
  });

  it('a replaced rule of the plan comes back as it was', async () => {
    const { data } = await regions.module.get(ListPlan).execute({ limit: 10 });
    const offerId = data[0]?.id ?? '';
    const { changeSetId, hash } = await approved({
      do: 'set-plan',
      offerId,
      markets: { expression: 'WORLD - FR', coversFutureMarkets: true },
      offered: true,
    });
    await use(ApplyChangeSet).execute({ changeSetId, hash, actor: manager });
    expect((await decideOne(regions, app, 'FR')).allowed).toBe(false);
    const { id } = await use(RevertChangeSet).execute({ changeSetId, reason: 'a mistake', actor: manager });
    const undo = await use(PreviewChangeSet).execute({ changeSetId: id, actor: manager });
    const step = { changeSetId: id, hash: undo.diff.hash };
    await use(SubmitChangeSet).execute({ ...step, actor: manager });
    await use(ApproveChangeSet).execute({ ...step, actor: approver });
    await use(ApplyChangeSet).execute({ ...step, actor: manager });
    expect((await decideOne(regions, app, 'FR')).allowed).toBe(true);
  });

  it('a set with other edits than those that were to take one back takes nothing back', async () => {
    const opened = await approved(open('RO'));
    await use(ApplyChangeSet).execute({ ...opened, actor: manager });
    const revert = async () => {
      const wish = { changeSetId: opened.changeSetId, reason: 'a mistake', actor: manager };
      return (await use(RevertChangeSet).execute(wish)).id;
    };
    const apply = async (changeSetId: string) => {
      const { diff } = await use(PreviewChangeSet).execute({ changeSetId, actor: manager });
      await use(ApplyChangeSet).execute({ changeSetId, hash: diff.hash, actor: manager });
    };
    const changeSetId = await revert();
    await use(ReplaceEdits).execute({ changeSetId, edits: [block()], actor: manager });
    await apply(changeSetId);
    expect([await stateOf(changeSetId), await stateOf(opened.changeSetId)]).toEqual(['applied', 'applied']);
    expect((await decideOne(regions, app, 'RO')).allowed).toBe(true);
    await apply(await revert());
    expect(await stateOf(opened.changeSetId)).toBe('reverted');
    expect((await decideOne(regions, app, 'RO')).allowed).toBe(false);
  });
});
