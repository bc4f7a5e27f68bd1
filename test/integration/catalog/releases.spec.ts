import {
  ApproveRelease,
  ChooseVersions,
  CreateRelease,
  GetReadiness,
  GetRelease,
  GetReview,
  HaltRelease,
  PutListing,
  RejectRelease,
  RELEASE_STATUSES,
  RELEASE_TRANSITIONS,
  ResumeRelease,
  SubmitRelease,
  TakeReview,
} from '@portolan/catalog';
import { randomUUID } from 'node:crypto';
import { testPackage } from '../../support/packages';
import { newPublisher, publishing, someone, type TestPublisher } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('releases', () => {
  let store: TestApp;
  let publisher: TestPublisher;
  beforeAll(async () => {
    store = await startTestApp();
    publisher = newPublisher();
  });
  afterAll(() => store.close());

  const statusOf = async (releaseId: string) => (await store.app.get(GetRelease).execute(releaseId)).status;
  const liveVersion = async (appId: string) => {
    const who = { appIds: [appId], accountId: null, market: 'DE' };
    const choice = (await store.app.get(ChooseVersions).execute(who)).get(appId);
    return choice?.outcome === 'deliver' ? choice.package.versionCode : null;
  };
  const published = async (appId: string) =>
    (
      await store.database.query<{ published: boolean }>('SELECT published FROM region_item WHERE id = $1', [
        appId,
      ])
    )[0]?.published;

  it('go live with the approval, and regions knows it in the same transaction', async () => {
    const { draftApp, submit, approve } = publishing(store);
    const appId = await draftApp(publisher, { packageName: 'org.example.live' });
    expect(await published(appId)).toBe(false);
    const releaseId = await submit(publisher, appId, 'org.example.live', 1);
    expect(await statusOf(releaseId)).toBe('submitted');
    await approve(releaseId);
    expect(await statusOf(releaseId)).toBe('live');
    expect(await liveVersion(appId)).toBe(1);
    expect(await published(appId)).toBe(true);
  });

  it('supersede each other; a halted one gives way to the one before, and comes back', async () => {
    const { publishApp, submit, approve } = publishing(store);
    const { appId, releaseId: first } = await publishApp(publisher, { packageName: 'org.example.halt' });
    const second = await submit(publisher, appId, 'org.example.halt', 2);
    await approve(second);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['superseded', 'live']);

    const { actor } = publisher;
    await store.app.get(HaltRelease).execute({ releaseId: second, reason: 'crashes', actor });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['live', 'halted']);
    expect(await liveVersion(appId)).toBe(1);
    expect(await published(appId)).toBe(true);

    await store.app.get(HaltRelease).execute({ releaseId: first, reason: 'crashes too', actor });
    expect(await liveVersion(appId)).toBeNull();
    expect(await published(appId)).toBe(false);

    await store.app.get(ResumeRelease).execute({ releaseId: second, actor });
    expect(await liveVersion(appId)).toBe(2);
    expect(await published(appId)).toBe(true);
    await expect(store.app.get(ResumeRelease).execute({ releaseId: first, actor })).rejects.toMatchObject({
      code: 'release-version-not-higher',
    });
    await expect(store.app.get(ResumeRelease).execute({ releaseId: second, actor })).rejects.toMatchObject({
      code: 'release-status-conflict',
    });
  });

  it('need a listing in the default locale and nothing that blocks', async () => {
    const { draftApp, upload } = publishing(store);
    const { actor } = publisher;
    const appId = await draftApp(publisher, { packageName: 'org.example.blocked', defaultLocale: 'de' });
    const readiness = () => store.app.get(GetReadiness).execute(appId);
    expect((await readiness()).missing.map(({ code }) => code)).toEqual([
      'artifact-missing',
      'draft-release-missing',
    ]);
    const bad = testPackage('org.example.blocked', 1, publisher.signer, { debuggable: true, testOnly: true });
    const { artifact } = await upload(publisher, appId, bad);
    const releaseId = await store.app
      .get(CreateRelease)
      .execute({ appId, artifactId: artifact.id, notes: {}, actor });
    expect(await readiness()).toMatchObject({
      ready: false,
      releaseId,
      missing: [{ code: 'release-has-blocking-findings' }],
    });
    await expect(store.app.get(SubmitRelease).execute({ releaseId, actor })).rejects.toMatchObject({
      code: 'release-has-blocking-findings',
      extra: {
        findings: [
          { code: 'debuggable', severity: 'block' },
          { code: 'test-only', severity: 'block' },
          { code: 'icon-missing', severity: 'warn' },
        ],
      },
    });
    expect(await statusOf(releaseId)).toBe('draft');
  });

  it('are decided once when reviewers race', async () => {
    const { draftApp, submit } = publishing(store);
    for (let round = 0; round < 10; round++) {
      const packageName = `org.example.race${round}`;
      const appId = await draftApp(publisher, { packageName });
      const releaseId = await submit(publisher, appId, packageName, 1);
      const reviewers = [someone('reviewer'), someone('reviewer')];
      const takes = await Promise.allSettled(
        reviewers.map((actor) => store.app.get(TakeReview).execute({ releaseId, actor })),
      );
      expect(takes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const actor = reviewers[takes[0]?.status === 'fulfilled' ? 0 : 1] ?? someone();
      const { contentHash } = await store.app.get(GetReview).execute(releaseId);
      const refusal = { policies: ['metadata'] as const, message: 'No.' };
      const decisions = await Promise.allSettled([
        store.app.get(ApproveRelease).execute({ releaseId, contentHash, actor }),
        store.app.get(RejectRelease).execute({ releaseId, contentHash, actor, ...refusal }),
      ]);
      expect(decisions.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const loser = decisions.find((decision) => decision.status === 'rejected');
      expect(loser?.reason).toMatchObject({ kind: 'conflict', code: 'release-status-conflict' });
      expect(await statusOf(releaseId)).toBe(decisions[0].status === 'fulfilled' ? 'live' : 'rejected');
    }
  });

  it('are let out as they were read, whoever writes the page at the same time', async () => {
    const { draftApp, submit } = publishing(store);
    const { actor } = publisher;
    for (let round = 0; round < 10; round++) {
      const packageName = `org.example.moving${round}`;
      const appId = await draftApp(publisher, { packageName });
      const releaseId = await submit(publisher, appId, packageName, 1);
      const reviewer = someone('reviewer');
      await store.app.get(TakeReview).execute({ releaseId, actor: reviewer });
      const { contentHash, content } = await store.app.get(GetReview).execute(releaseId);
      const page = { title: 'Another', shortDescription: '', fullDescription: '' };
      const [approval, written] = await Promise.allSettled([
        store.app.get(ApproveRelease).execute({ releaseId, contentHash, actor: reviewer }),
        store.app.get(PutListing).execute({ appId, locale: 'en', ...page, actor }),
      ]);
      expect(written.status).toBe('fulfilled');
      const kept = await store.database.query('SELECT content FROM reviewed_content WHERE release_id = $1', [
        releaseId,
      ]);
      if (approval.status === 'fulfilled') expect(kept).toEqual([{ content }]);
      else {
        expect([approval.reason, kept]).toMatchObject([{ code: 'review-content-changed' }, []]);
        expect(await statusOf(releaseId)).toBe('in-review');
      }
    }
  });

  it('are decided by the reviewer who took them, or by an administrator who takes over', async () => {
    const { draftApp, submit } = publishing(store);
    const appId = await draftApp(publisher, { packageName: 'org.example.taken' });
    const releaseId = await submit(publisher, appId, 'org.example.taken', 1);
    const [first, second, admin] = [someone('reviewer'), someone('reviewer'), someone('admin')];
    await store.app.get(TakeReview).execute({ releaseId, actor: first });
    const { contentHash } = await store.app.get(GetReview).execute(releaseId);
    const theirs = { releaseId, contentHash, actor: second };
    await expect(store.app.get(ApproveRelease).execute(theirs)).rejects.toMatchObject({
      code: 'review-taken',
    });
    await store.app.get(TakeReview).execute({ releaseId, actor: admin });
    await store.app
      .get(RejectRelease)
      .execute({ releaseId, contentHash, actor: admin, policies: ['privacy'], message: 'Ask first.' });
    expect(await store.app.get(GetRelease).execute(releaseId)).toMatchObject({
      status: 'rejected',
      decision: { policies: ['privacy'], message: 'Ask first.' },
    });
  });

  it('are under review one at a time for each app', async () => {
    const { draftApp, submit } = publishing(store);
    const appId = await draftApp(publisher, { packageName: 'org.example.queue' });
    await submit(publisher, appId, 'org.example.queue', 1);
    await expect(submit(publisher, appId, 'org.example.queue', 2)).rejects.toMatchObject({
      code: 'release-already-under-review',
    });
  });

  it('can take in the database exactly the steps of the table', async () => {
    const allowed = new Set(
      RELEASE_STATUSES.flatMap((from) => RELEASE_TRANSITIONS[from].map((to) => `${from} -> ${to}`)).concat(
        'new -> draft',
      ),
    );
    const [row] = await store.database.query<{ definition: string }>(
      `SELECT pg_get_constraintdef(c.oid) AS definition FROM pg_constraint c WHERE c.conname = 'release_transition'`,
    );
    const listed = new Set(
      [...(row?.definition ?? '').matchAll(/'([a-z-]+ -> [a-z-]+)'/g)].map((match) => match[1]),
    );
    expect(listed).toEqual(allowed);
  });

  it('can be live only once for an app, whatever the code does', async () => {
    const { publishApp } = publishing(store);
    const { appId, releaseId } = await publishApp(publisher, { packageName: 'org.example.one' });
    const copy = store.database.query(
      `INSERT INTO release SELECT (jsonb_populate_record(r, jsonb_build_object('id', $2::text))).* FROM release r WHERE r.id = $1`,
      [releaseId, randomUUID()],
    );
    await expect(copy).rejects.toThrow('release_one_live');
    expect(await liveVersion(appId)).toBe(1);
  });

  it('keep the words of a listing within their limits, and one change from overwriting another', async () => {
    const { draftApp } = publishing(store);
    const { actor } = publisher;
    const appId = await draftApp(publisher, { packageName: 'org.example.words' });
    const put = store.app.get(PutListing);
    const text = { appId, locale: 'en', shortDescription: '', fullDescription: '', actor };
    await expect(put.execute({ ...text, title: 'x'.repeat(51) })).rejects.toMatchObject({
      code: 'listing-invalid',
      errors: [{ pointer: '/title', code: 'too-long' }],
    });
    await expect(put.execute({ ...text, title: ' \n ' })).rejects.toMatchObject({
      errors: [{ code: 'empty' }],
    });
    expect(await put.execute({ ...text, title: 'Second', expectedVersion: 1 })).toMatchObject({ version: 2 });
    await expect(put.execute({ ...text, title: 'Third', expectedVersion: 1 })).rejects.toMatchObject({
      code: 'listing-changed',
    });
  });
});
