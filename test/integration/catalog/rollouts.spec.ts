import {
  ChooseVersions,
  GetRelease,
  HaltRelease,
  PublishRelease,
  RaiseRollout,
  ResumeRelease,
  TargetRelease,
  UpdateRelease,
} from '@portolan/catalog';
import { openMarkets } from '../../support/markets';
import { newPublisher, publishing, type TestPublisher } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('rollouts', () => {
  let store: TestApp;
  let publisher: TestPublisher;
  let names = 0;
  beforeAll(async () => {
    store = await startTestApp();
    await openMarkets(store, 'DE', 'FR', 'JP');
    publisher = newPublisher();
  });
  afterAll(() => store.close());

  const view = (releaseId: string) => store.app.get(GetRelease).execute(releaseId);
  const raise = (releaseId: string, share: number, expectedVersion?: number) =>
    store.app.get(RaiseRollout).execute({ releaseId, share, expectedVersion, actor: publisher.actor });
  const halt = (releaseId: string) =>
    store.app.get(HaltRelease).execute({ releaseId, reason: 'It crashes.', actor: publisher.actor });
  const resume = (releaseId: string) =>
    store.app.get(ResumeRelease).execute({ releaseId, actor: publisher.actor });
  /** How many of 100 devices get each version. */
  const shares = async (appId: string, market = 'DE') => {
    const counts: Record<string, number> = {};
    for (let n = 0; n < 100; n++) {
      const device = { deviceId: `device-${n}` };
      const choices = await store.app
        .get(ChooseVersions)
        .execute({ appIds: [appId], accountId: null, market, device });
      const choice = choices.get(appId);
      const got = choice?.outcome === 'deliver' ? `v${choice.package.versionCode}` : 'none';
      counts[got] = (counts[got] ?? 0) + 1;
    }
    return counts;
  };
  /** An app with version 1 live and version 2 approved, staged at a share. */
  const staged = async (share: number, more: object = {}) => {
    const packageName = `org.example.rollout${++names}`;
    const { publishApp, submit, approve } = publishing(store);
    const { appId, releaseId: first } = await publishApp(publisher, { packageName });
    const second = await submit(publisher, appId, packageName, 2, { share, ...more });
    await approve(second);
    return { appId, packageName, first, second };
  };

  it('reach a share, then more, then everybody; the release before serves the others until then', async () => {
    const { appId, first, second } = await staged(100);
    expect(await view(second)).toMatchObject({ status: 'staged', sharePercent: 10 });
    expect((await view(first)).status).toBe('live');
    const { v2 = 0 } = await shares(appId);
    expect(v2).toBeGreaterThan(0);
    expect(v2).toBeLessThan(25);
    await raise(second, 500);
    const { v2: half = 0 } = await shares(appId);
    expect(half).toBeGreaterThan(30);
    await raise(second, 1_000);
    expect([(await view(first)).status, (await view(second)).status]).toEqual(['superseded', 'live']);
    expect(await shares(appId)).toEqual({ v2: 100 });
    await expect(raise(second, 1_000)).rejects.toEqual(refusal('release-status-conflict'));
  });

  it('never shrink, also when two people decide at once', async () => {
    const { second } = await staged(100);
    await expect(raise(second, 99)).rejects.toEqual(refusal('rollout-share-not-higher'));
    const { version } = await view(second);
    const races = await Promise.allSettled([raise(second, 300, version), raise(second, 200, version)]);
    expect(races.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(races.find((race) => race.status === 'rejected')?.reason).toEqual(refusal('release-changed'));
    // Without a version the later one sees what the earlier did; a smaller number loses.
    await Promise.allSettled([
      raise(second, 700),
      raise(second, 400),
      raise(second, 600),
      raise(second, 500),
    ]);
    expect((await view(second)).sharePercent).toBe(70);
    const lower = store.database.query('UPDATE release SET previous_share = share, share = 1 WHERE id = $1', [
      second,
    ]);
    await expect(lower).rejects.toThrow('release_share_rises');
  });

  it('stop for new devices when halted, and go on from there', async () => {
    const { appId, first, second } = await staged(300);
    const before = await shares(appId);
    await halt(second);
    expect([(await view(first)).status, (await view(second)).status]).toEqual(['live', 'halted']);
    expect(await shares(appId)).toEqual({ v1: 100 });
    await expect(raise(second, 400)).rejects.toEqual(refusal('release-status-conflict'));
    await resume(second);
    expect((await view(second)).status).toBe('staged');
    expect(await shares(appId)).toEqual(before);
  });

  it('hand their people to the release that repairs them', async () => {
    const { appId, packageName, second } = await staged(200);
    await halt(second);
    const { submit, approve } = publishing(store);
    const third = await submit(publisher, appId, packageName, 3, { share: 200 });
    await approve(third);
    const salts = await store.database.query<{ rollout_salt: string }>(
      'SELECT rollout_salt FROM release WHERE id = ANY($1)',
      [[second, third]],
    );
    expect(new Set(salts.map((row) => row.rollout_salt)).size).toBe(1);
    await expect(resume(second)).rejects.toEqual(refusal('release-version-not-higher'));
    // The one after a finished rollout draws anew.
    await raise(third, 1_000);
    const fourth = await submit(publisher, appId, packageName, 4, { share: 200 });
    await approve(fourth);
    const [row] = await store.database.query<{ rollout_salt: string }>(
      'SELECT rollout_salt FROM release WHERE id = $1',
      [fourth],
    );
    expect(row?.rollout_salt).toBe(fourth);
  });

  it('fall back from a halted live release to one that everybody had, not to one that a part had', async () => {
    const { appId, packageName, first, second } = await staged(100);
    const { submit, approve } = publishing(store);
    const third = await submit(publisher, appId, packageName, 3);
    await approve(third);
    expect([(await view(first)).status, (await view(second)).status]).toEqual(['superseded', 'superseded']);
    await halt(third);
    expect([(await view(first)).status, (await view(second)).status]).toEqual(['live', 'superseded']);
    expect(await shares(appId)).toEqual({ v1: 100 });
  });

  it('go to some markets, then to more, then to all', async () => {
    const targeting = { countries: ['DE'], includeRestOfWorld: false };
    const { appId, second } = await staged(1_000, { targeting });
    expect(await view(second)).toMatchObject({ status: 'staged', sharePercent: 100, targeting });
    expect([await shares(appId, 'DE'), await shares(appId, 'FR')]).toEqual([{ v2: 100 }, { v1: 100 }]);
    const target = (to: typeof targeting | null) =>
      store.app.get(TargetRelease).execute({ releaseId: second, targeting: to, actor: publisher.actor });
    await expect(target({ ...targeting, countries: ['FR'] })).rejects.toEqual(
      refusal('targeting-only-widens'),
    );
    await expect(target({ ...targeting, countries: ['DE', 'QQ'] })).rejects.toEqual(
      refusal('market-unknown'),
    );
    await target({ ...targeting, countries: ['DE', 'FR'] });
    expect(await shares(appId, 'FR')).toEqual({ v2: 100 });
    expect((await view(second)).status).toBe('staged');
    await target(null);
    expect((await view(second)).status).toBe('live');
    expect(await shares(appId, 'JP')).toEqual({ v2: 100 });
    await expect(target(null)).rejects.toEqual(refusal('release-status-conflict'));
  });

  it('wait for their publisher’s word where publishing is managed', async () => {
    const { appId, second } = await staged(1_000, { managed: true, updatePriority: 4 });
    expect((await view(second)).status).toBe('approved');
    expect(await shares(appId)).toEqual({ v1: 100 });
    const { actor } = publisher;
    await store.app
      .get(UpdateRelease)
      .execute({ releaseId: second, share: 500, notes: { de: 'Neu' }, actor });
    const publish = () => store.app.get(PublishRelease).execute({ releaseId: second, actor });
    const both = await Promise.allSettled([publish(), publish()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await view(second)).toMatchObject({ status: 'staged', sharePercent: 50, notes: { de: 'Neu' } });
    const update = { releaseId: second, actor };
    await expect(store.app.get(UpdateRelease).execute({ ...update, share: 900 })).rejects.toEqual(
      refusal('release-status-conflict'),
    );
    await store.app.get(UpdateRelease).execute({ ...update, name: 'Summer' });
    expect((await view(second)).name).toBe('Summer');
  });

  it('need something that the others get', async () => {
    const { draftApp, submit } = publishing(store);
    const packageName = `org.example.rollout${++names}`;
    const appId = await draftApp(publisher, { packageName });
    await expect(submit(publisher, appId, packageName, 1, { share: 100 })).rejects.toEqual(
      refusal('rollout-needs-live-release'),
    );
  });

  it('are one at a time on a track, whatever the code does, and every step is in the audit log', async () => {
    const { second } = await staged(100);
    const copy = store.database.query(
      `INSERT INTO release SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).* FROM release r WHERE r.id = $1`,
      [second],
    );
    await expect(copy).rejects.toThrow('release_one_staged');
    const early = store.database.query(
      `UPDATE release SET status = 'live', previous_status = 'staged' WHERE id = $1`,
      [second],
    );
    await expect(early).rejects.toThrow('release_live_reaches_all');
    await raise(second, 200);
    await halt(second);
    await resume(second);
    const events = await store.database.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY id`,
      [second],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'release.create',
      'release.submit',
      'release.take-review',
      'release.approve',
      'release.rollout',
      'release.halt',
      'release.resume',
    ]);
  });
});
