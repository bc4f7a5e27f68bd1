import {
  ChangeCredentialStatus,
  type Credential,
  type Edit,
  ListCredentials,
  PutRequirement,
  RecordCredential,
} from '@portolan/regions';
import { carryOut, takeBack } from '../../support/change-sets';
import { decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

const JULY = new Date('2026-07-01T00:00:00Z');
const AUGUST = new Date('2026-08-01T00:00:00Z');

describe('papers that are to become something on a day to come', () => {
  let regions: RegionsApp;
  let app: string;
  let type: string;
  let tests = 0;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  beforeEach(async () => {
    regions.clock.set('2026-06-01T00:00:00Z');
    type = `radio.of-test-${tests++}`;
  });
  afterAll(() => regions.close());

  const markets = { expression: 'DE', coversFutureMarkets: false };
  const needed = async () => {
    app = await putApp(regions);
    await regions.module.get(PutRequirement).execute({
      items: { itemIds: [app] },
      markets,
      actions: ['acquire'],
      anyOf: [[type]],
      enforcement: 'blocking',
      missingCode: 'CERT.MISSING',
      actor: store,
    });
  };
  const record = async (part: Partial<Parameters<RecordCredential['execute']>[0]> = {}) => {
    const holder = { kind: 'operator' as const };
    const paper = { type, holder, issuer: 'An office', items: {}, markets, actor: store };
    return (await regions.module.get(RecordCredential).execute({ ...paper, ...part })).id;
  };
  /** Of the same type, and says nothing of the app: each answer is the old one's. */
  const recordInPlaceOf = (supersedes: string) =>
    record({ supersedes, items: { categories: ['device/phone'] } });
  const become = (credentialId: string, status: Credential['status'], from?: Date) =>
    regions.module
      .get(ChangeCredentialStatus)
      .execute({ credentialId, status, ...(from && { from }), reason: 'looked at', actor: store });
  const refused = { kind: 'conflict', code: 'credential-status-transition' };
  const spansOf = async (id: string) => {
    const { data } = await regions.module.get(ListCredentials).execute({ limit: 100, type });
    const spans = data.filter((one) => one.id === id).map(({ status, valid }) => ({ status, ...valid }));
    return spans.sort((a, b) => (a.from ?? 0) - (b.from ?? 0));
  };
  /** Now, shortly before July, and in July. */
  const plan = async () => {
    const at = [regions.clock.now().toISOString(), '2026-06-30T23:59:59Z', JULY.toISOString()];
    return Promise.all(
      at.map(async (instant) => (await decideOne(regions, app, 'DE', 'acquire', instant)).allowed),
    );
  };

  describe('while another one is to take its place, a paper', () => {
    let [old, next] = ['', ''];
    beforeEach(async () => {
      await needed();
      old = await record();
      await become(old, 'verified');
      next = await recordInPlaceOf(old);
      await become(next, 'verified', JULY);
      expect(await plan()).toEqual([true, true, false]);
    });

    it('can be suspended and reinstated, and still lapses then', async () => {
      expect(await become(old, 'suspended')).toMatchObject({ status: 'suspended' });
      expect(await plan()).toEqual([false, false, false]);
      await become(old, 'verified');
      expect(await plan()).toEqual([true, true, false]);
    });

    it('can be revoked', async () => {
      expect(await become(old, 'revoked')).toMatchObject({ status: 'revoked' });
      expect(await plan()).toEqual([false, false, false]);
      await expect(become(old, 'verified')).rejects.toMatchObject(refused);
    });

    it('ends once a third one takes its place before', async () => {
      await become(await recordInPlaceOf(old), 'verified');
      expect(await plan()).toEqual([false, false, false]);
    });

    it('goes on if that one is rejected after all', async () => {
      await expect(become(old, 'verified')).rejects.toMatchObject(refused);
      await become(next, 'rejected');
      expect((await spansOf(next)).map(({ status }) => status)).toEqual(['rejected']);
      await become(old, 'verified');
      expect(await plan()).toEqual([true, true, true]);
    });

    it('goes on if that one is not to count after all, and was only checked', async () => {
      await become(next, 'suspended');
      const now = regions.clock.now().getTime();
      expect(await spansOf(next)).toEqual([
        { status: 'submitted', from: null, until: now },
        { status: 'suspended', from: now, until: null },
      ]);
      await become(old, 'verified');
      expect(await plan()).toEqual([true, true, true]);
    });

    it('ends at once if that one counts at once, until that is taken back', async () => {
      const at = { credentialId: next, status: 'verified' as const, reason: 'seen' };
      const edit: Edit = { do: 'change-credential-status', ...at };
      const { changeSetId } = await carryOut(regions.module, edit);
      expect(await plan()).toEqual([false, false, false]);
      regions.clock.advance(1_000);
      await takeBack(regions.module, changeSetId);
      expect(await plan()).toEqual([true, true, false]);
    });
  });

  it('a paper that is to lapse by itself lapses then, whatever took its place for a while', async () => {
    await needed();
    const old = await record();
    await become(old, 'verified');
    await become(old, 'lapsed', JULY);
    const next = await recordInPlaceOf(old);
    await become(next, 'verified');
    expect(await plan()).toEqual([false, false, false]);
    await become(next, 'suspended');
    await become(old, 'verified');
    expect(await plan()).toEqual([true, true, false]);
  });

  it('a paper that is to count later does not count before because a later verification was taken back', async () => {
    await needed();
    const old = await record();
    await become(old, 'verified');
    await become(old, 'suspended');
    await become(old, 'verified', new Date('2026-06-20T00:00:00Z'));
    expect(await plan()).toEqual([false, true, true]);
    const next = await recordInPlaceOf(old);
    const at = { credentialId: next, status: 'verified' as const, from: JULY, reason: 'seen' };
    const { changeSetId } = await carryOut(regions.module, { do: 'change-credential-status', ...at });
    expect(await plan()).toEqual([false, true, false]);
    await takeBack(regions.module, changeSetId);
    expect(await plan()).toEqual([false, true, true]);
  });

  it('a revocation that is to come does so whatever becomes of the paper before', async () => {
    const [checked, unchecked] = [await record(), await record()];
    await become(checked, 'verified');
    await become(unchecked, 'verified', JULY);
    for (const id of [checked, unchecked]) await become(id, 'revoked', AUGUST);
    await become(checked, 'suspended');
    await become(checked, 'verified');
    expect(await become(unchecked, 'verified')).toMatchObject({ status: 'verified' });
    for (const id of [checked, unchecked]) {
      const spans = await spansOf(id);
      expect(spans.at(-2)).toMatchObject({ status: 'verified', until: AUGUST.getTime() });
      expect(spans.at(-1)).toEqual({ status: 'revoked', from: AUGUST.getTime(), until: null });
    }
  });

  it('the first of a chain does not come back while the last one counts', async () => {
    const first = await record();
    await become(first, 'verified');
    const second = await recordInPlaceOf(first);
    await become(second, 'verified');
    const third = await recordInPlaceOf(second);
    await become(third, 'verified');
    await expect(become(first, 'verified')).rejects.toMatchObject(refused);
    await become(third, 'revoked');
    await become(first, 'verified');
    expect((await spansOf(first)).at(-1)).toMatchObject({ status: 'verified', until: null });
  });

  it('one that counts is not rejected as of a day on which it was not checked', async () => {
    const id = await record();
    await become(id, 'verified', JULY);
    regions.clock.set(AUGUST.toISOString());
    await expect(become(id, 'rejected', new Date('2026-06-15T00:00:00Z'))).rejects.toMatchObject(refused);
  });
});
