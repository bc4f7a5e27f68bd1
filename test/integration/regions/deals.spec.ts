import { DecideAsKnown, type Edit, ScanExpiries, TerminateDeal } from '@portolan/regions';
import { carryOut, manager, takeBack } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions } from './support';

describe('deals as wholes', () => {
  let regions: RegionsApp;
  let phone: string;
  let band: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    phone = await putApp(regions, 'WORLD', { kind: 'device', category: 'device/phone' });
    band = await putApp(regions, 'WORLD', { kind: 'device', category: 'device/wearable' });
    await carryOut(regions.module, {
      do: 'put-requirement',
      items: { categories: ['device'] },
      markets: scope('DE + FR'),
      actions: ['acquire'],
      anyOf: [['patent-licence.holder']],
      enforcement: 'blocking',
      missingCode: 'IP.LICENCE_MISSING',
    });
    await carryOut(
      regions.module,
      { do: 'record-deal', newId: dealId, kind: 'licence', counterparty: 'A holder', title: 'Wearables' },
      ...paper(credentialId, 'DE'),
      ...paper(otherId, 'FR'),
    );
  });
  afterAll(() => regions.close());

  const dealId = '00000000-0000-7000-8000-00000000dea1';
  const credentialId = '00000000-0000-7000-8000-00000000cede';
  const otherId = '00000000-0000-7000-8000-00000000cedf';
  const scope = (expression: string) => ({ expression, coversFutureMarkets: false });
  const paper = (newId: string, market: string): Edit[] => [
    {
      do: 'record-credential',
      newId,
      type: 'patent-licence.holder',
      holder: { kind: 'operator' },
      issuer: 'A holder',
      items: { categories: ['device/wearable'] },
      markets: scope(market),
      dealId,
    },
    { do: 'change-credential-status', credentialId: newId, status: 'verified', reason: 'signed' },
  ];
  const amend = (part: Partial<Extract<Edit, { do: 'amend-deal' }>>): Edit => ({
    do: 'amend-deal',
    dealId,
    reason: 'an addendum',
    ...part,
  });
  const allowed = async (item: string, market: string, at?: string) =>
    (await decideOne(regions, item, market, 'acquire', at)).allowed;
  const answers = async () =>
    Promise.all([allowed(phone, 'DE'), allowed(phone, 'FR'), allowed(band, 'DE'), allowed(band, 'FR')]);

  it('an amendment reaches all that it issued, as previewed, and is taken back', async () => {
    expect(await answers()).toEqual([false, false, true, true]);
    const { changeSetId, diff, needsApproval } = await carryOut(
      regions.module,
      amend({
        items: { categories: ['device'] },
        credentials: [{ credentialId: otherId, items: { categories: ['device/phone'] } }],
      }),
    );
    expect([diff.gained, diff.lost, needsApproval]).toEqual([2, 1, true]);
    expect(await answers()).toEqual([true, true, true, false]);
    regions.clock.set('2026-03-01T18:00:00Z');
    const knownAt = regions.clock.now();
    regions.clock.set('2026-03-01T19:00:00Z');
    await takeBack(regions.module, changeSetId);
    expect(await answers()).toEqual([false, false, true, true]);
    const questions = [{ itemId: phone, market: 'DE', action: 'acquire' as const }];
    const [then] = await regions.module.get(DecideAsKnown).execute({ questions, knownAt });
    expect(then?.allowed).toBe(true);
  });

  it('what is taken back leaves scopes that it did not change, and a later set did', async () => {
    const ofPaper = (id: string, market: string) =>
      amend({ credentials: [{ credentialId: id, markets: scope(market) }] });
    const made = async (edit: Edit) => (await carryOut(regions.module, edit)).changeSetId;
    const undo = async (set: string) => (await takeBack(regions.module, set)).changeSetId;
    const titled = await made(amend({ title: 'Wearables and more' }));
    const other = await made(ofPaper(otherId, 'US'));
    await made(ofPaper(credentialId, 'US'));
    expect(await answers()).toEqual([false, false, false, false]);
    const again = await undo(other);
    expect(await answers()).toEqual([false, false, false, true]);
    const untitled = await undo(titled);
    expect(await answers()).toEqual([false, false, false, true]);
    await made(ofPaper(credentialId, 'DE'));
    await undo(untitled);
    const last = await undo(again);
    expect(await answers()).toEqual([false, false, true, false]);
    await undo(last);
  });

  it('another kind from a day on leaves what was before it', async () => {
    const from = new Date('2026-05-01T00:00:00Z');
    const { changeSetId } = await carryOut(regions.module, amend({ kind: 'assignment', from }));
    expect(await decideOne(regions, band, 'DE')).toMatchObject({
      allowed: true,
      nextChange: { at: from.getTime(), allowed: false },
    });
    await takeBack(regions.module, changeSetId);
    expect(await allowed(band, 'DE', '2027-01-01T00:00:00Z')).toBe(true);
  });

  it('another term from a day on is no lapse; the end of the term is', async () => {
    const until = new Date('2026-05-01T00:00:00Z');
    const from = new Date('2026-04-01T00:00:00Z');
    const { changeSetId } = await carryOut(
      regions.module,
      amend({ title: 'Wearables II', valid: { until }, from }),
    );
    const { data } = await regions.module.get(ScanExpiries).execute({ days: 90, limit: 50 });
    expect(data.map(({ lapsesAt }) => lapsesAt)).toEqual([until, until]);
    await takeBack(regions.module, changeSetId);
  });

  it('one person ends it; taking that back takes two', async () => {
    const { changeSetId, needsApproval, diff } = await carryOut(regions.module, {
      do: 'terminate-deal',
      dealId,
      reason: 'breach',
    });
    expect([needsApproval, diff.lost]).toEqual([false, 2]);
    expect(codesOf(await decideOne(regions, band, 'DE'))).toEqual(['IP.LICENCE_EXPIRED']);
    const again = regions.module.get(TerminateDeal).execute({ dealId, reason: 'breach', actor: manager });
    await expect(again).rejects.toMatchObject({ kind: 'conflict', code: 'deal-ended' });
    expect((await takeBack(regions.module, changeSetId)).needsApproval).toBe(true);
    expect(await answers()).toEqual([false, false, true, true]);
  });

  it('refuses the past, and papers of other deals', async () => {
    const past = carryOut(regions.module, amend({ from: new Date('2026-01-01T00:00:00Z') }));
    await expect(past).rejects.toMatchObject({
      errors: [{ pointer: '/edits/0/from', code: 'instant-in-past' }],
    });
    const foreign = carryOut(
      regions.module,
      amend({ credentials: [{ credentialId: dealId, standards: null }] }),
    );
    await expect(foreign).rejects.toMatchObject({
      errors: [{ pointer: '/edits/0/credentials/0/credentialId', code: 'credential-not-found' }],
    });
  });
});
