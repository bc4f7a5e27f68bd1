import { CreateRelease, PutListing, REJECTION_POLICIES, SubmitRelease, UpdateApp } from '@portolan/catalog';
import { nextMail } from '../../support/mail';
import { testPackage } from '../../support/packages';
import { aMember, aStaffMember, api, type Client } from '../../support/people';
import { publishing } from '../../support/publishing';
import { aRealPublisher, aSubmittedRelease, type RealPublisher, reviewing } from '../../support/reviewing';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('decisions of reviewers', () => {
  let store: TestApp;
  let publisher: RealPublisher;
  let reviewer: Client;
  beforeAll(async () => {
    store = await startTestApp();
    publisher = await aRealPublisher(store);
    reviewer = api(store, (await aStaffMember(store, 'reviewer')).token);
  });
  afterAll(() => store.close());

  it('cite rules of a list that anybody may read', async () => {
    const { status, body } = await api(store).get('/v1/review-rules');
    expect(status).toBe(200);
    expect((body.policies as { code: string }[]).map(({ code }) => code)).toEqual(
      Object.keys(REJECTION_POLICIES),
    );
    expect(body.findings).toContainEqual({ code: 'known-tracker', severity: 'warn' });
    expect(body.findings).toContainEqual({ code: 'debuggable', severity: 'block' });
    const { releaseId } = await aSubmittedRelease(store, publisher, 'org.example.cited');
    const { post } = reviewing(reviewer);
    await post(releaseId, 'take');
    const message = 'No.';
    for (const policies of [[], ['no-such-rule'], Array.from({ length: 6 }, () => 'privacy')])
      expect((await post(releaseId, 'reject', { policies, message })).status).toBe(400);
    expect((await post(releaseId, 'reject', { policies: ['privacy'] })).status).toBe(400);
    const policies = ['privacy', 'metadata'];
    const rejected = await post(releaseId, 'reject', { policies: [...policies, 'privacy'], message });
    expect(rejected.body).toMatchObject({ status: 'rejected', decision: { policies, message } });
    expect((await post(releaseId, 'reject', { policies, message })).body.code).toBe(
      'release-status-conflict',
    );
  });

  it('are about what was read: nothing is decided once it has changed', async () => {
    const { appId, releaseId } = await aSubmittedRelease(store, publisher, 'org.example.read');
    const { post } = reviewing(reviewer);
    const { actor } = publisher;
    const read = async () => (await reviewer.get(`/v1/ops/reviews/${releaseId}`)).body;
    const write = (title: string) =>
      store.app
        .get(PutListing)
        .execute({ appId, locale: 'en', title, shortDescription: 'A', fullDescription: 'B', actor });
    await post(releaseId, 'take');
    await write('Lamp');
    const lamp = await read();
    expect(lamp.content.listings.en.title).toBe('Lamp');
    const refusal = { policies: ['metadata'], message: 'No.' };
    for (const change of [
      () => write('Bank'),
      () => store.app.get(UpdateApp).execute({ appId, declarations: { advertising: true }, actor }),
      () => store.app.get(UpdateApp).execute({ appId, category: 'app/finance', actor }),
    ]) {
      const { contentHash } = await read();
      await change();
      const now = await read();
      for (const [step, body] of [
        ['approve', {}],
        ['reject', refusal],
      ] as const) {
        const answer = await post(releaseId, step, { contentHash, ...body });
        expect([answer.status, answer.body.code]).toEqual([409, 'review-content-changed']);
        expect(answer.body).toMatchObject({ contentHash: now.contentHash, content: now.content });
      }
      expect((await read()).status).toBe('in-review');
    }
    for (const contentHash of [undefined, 'F'.repeat(64), 'f'.repeat(63), 7])
      expect((await post(releaseId, 'approve', { contentHash })).status).toBe(400);
    // As it was: the same content has the same hash.
    const { contentHash } = await read();
    await write('Lamp');
    await write('Bank');
    expect((await post(releaseId, 'approve', { contentHash })).body.status).toBe('live');
  });

  it('are told to owners and release managers by mail, and to nobody else of the team', async () => {
    const manager = await aMember(store, publisher, 'release-manager');
    const viewer = await aMember(store, publisher, 'viewer');
    const name = 'org.example.mailed';
    const { appId, releaseId } = await aSubmittedRelease(store, publisher, name);
    await reviewing(reviewer).reject(releaseId, ['impersonation']);
    const second = await publishing(store).submit(publisher, appId, name, 2);
    await reviewing(reviewer).approve(second);
    for (const { email } of [publisher, manager]) {
      await nextMail(store, email, `${name} waits for review`, 2);
      const refusal = await nextMail(store, email, `${name} was rejected`);
      expect(refusal).toContain('impersonation: The app pretends to come from somebody else.');
      expect(refusal).toContain('Mend the page.');
      expect(await nextMail(store, email, `${name} was approved`)).toContain('It is live.');
    }
    const [told] = await store.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM mail_message WHERE to_address = $1 AND kind LIKE 'release.%'`,
      [viewer.email],
    );
    expect(told?.n).toBe(0);
  });

  it('show a release that comes again against what was rejected and what is live', async () => {
    const { draftApp, upload, approve } = publishing(store);
    const { actor, signer } = publisher;
    const packageName = 'org.example.again';
    const appId = await draftApp(publisher, { packageName, title: 'Lamp' });
    const submit = async (versionCode: number, ...asks: string[]): Promise<string> => {
      const permissions = asks.map((name) => `android.permission.${name}`);
      const { artifact } = await upload(
        publisher,
        appId,
        testPackage(packageName, versionCode, signer, { permissions }),
      );
      const draft = { appId, artifactId: artifact.id, notes: { en: `Version ${versionCode}` }, actor };
      const releaseId = await store.app.get(CreateRelease).execute(draft);
      await store.app.get(SubmitRelease).execute({ releaseId, actor });
      return releaseId;
    };
    const write = (locale: string, title: string) =>
      store.app
        .get(PutListing)
        .execute({ appId, locale, title, shortDescription: 'A', fullDescription: 'B', actor });
    const shown = async (releaseId: string) =>
      (await reviewer.get(`/v1/ops/reviews/${releaseId}`)).body.comparisons;

    const live = await submit(1, 'CAMERA');
    expect(await shown(live)).toEqual([]);
    await approve(live);
    await write('en', 'Bank');
    const refused = await submit(2, 'CAMERA', 'READ_SMS');
    await reviewing(reviewer).reject(refused, ['permissions', 'metadata']);

    await write('de', 'Lampe');
    await store.app.get(UpdateApp).execute({ appId, declarations: { advertising: true }, actor });
    const again = await submit(3, 'CAMERA');
    const [rejection, current, ...rest] = await shown(again);
    expect(rest).toEqual([]);
    expect(rejection.against).toMatchObject({
      releaseId: refused,
      status: 'rejected',
      versionCode: 2,
      policies: ['permissions', 'metadata'],
      message: 'Mend the page.',
    });
    expect(rejection.changes).toMatchObject({
      declarations: [{ name: 'advertising', before: null, after: true }],
      listings: [{ name: 'de/fullDescription' }, { name: 'de/shortDescription' }, { name: 'de/title' }],
      notes: [{ name: 'en', before: 'Version 2', after: 'Version 3' }],
      packages: { added: [{ versionCode: 3 }], removed: [{ versionCode: 2 }] },
      permissions: { added: [], removed: ['android.permission.READ_SMS'] },
    });
    expect(current.against).toMatchObject({ releaseId: live, status: 'live', policies: [] });
    expect(current.changes.permissions).toEqual({ added: [], removed: [] });
    const names = (current.changes.listings as { name: string }[]).map(({ name }) => name);
    expect(names).toContain('en/title');

    await approve(again);
    const next = await submit(4, 'CAMERA');
    expect(((await shown(next)) as { against: object }[]).map(({ against }) => against)).toMatchObject([
      { releaseId: again, status: 'live' },
    ]);
  });
});
