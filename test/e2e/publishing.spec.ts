import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newSigner, testPackage } from '../support/packages';
import { aMember, aPublisherOwner, aStaffMember, api, type Client, type Owner } from '../support/people';
import { eventually, sendRaw } from '../support/raw-http';
import { reviewing } from '../support/reviewing';
import { startTestApp, type TestApp } from '../support/test-app';

const APK = 'application/vnd.android.package-archive';

describe('publishing over HTTP', () => {
  let store: TestApp;
  let owner: Owner;
  let client: Client;
  beforeAll(async () => {
    store = await startTestApp({ ARTIFACT_MAX_BYTES: '8000000', REVIEW_POLICY: 'demo' });
    owner = await aPublisherOwner(store);
    client = api(store, owner.token);
  });
  afterAll(() => store.close());

  const createApp = async (packageName: string, more: object = {}): Promise<string> => {
    const answer = await client.post(`/v1/publishers/${owner.publisherId}/apps`, {
      packageName,
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
      ...more,
    });
    expect([answer.status, answer.body.code]).toEqual([201, undefined]);
    return answer.body.id as string;
  };
  const upload = (appId: string, bytes: Buffer, type = APK) =>
    client.call('POST', `/v1/apps/${appId}/artifacts`, { raw: bytes, headers: { 'content-type': type } });

  it('takes the real package of android-apidemos from upload to live', async () => {
    const folder = dirname(require.resolve('android-apidemos/package.json'));
    const bytes = await readFile(join(folder, 'apks/ApiDemos-debug.apk'));
    const appId = await createApp('io.appium.android.apis');

    const uploaded = await upload(appId, bytes);
    expect(uploaded.status).toBe(201);
    expect(uploaded.body).toMatchObject({
      versionCode: 25,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sizeBytes: bytes.length,
      report: {
        packageName: 'io.appium.android.apis',
        minSdk: 17,
        signature: { schemes: { v1: true, v2: true } },
      },
    });
    const again = await upload(appId, bytes);
    expect([again.status, again.body.id]).toEqual([200, uploaded.body.id]);

    const drafted = await client.post(`/v1/apps/${appId}/releases`, {
      artifactId: uploaded.body.id,
      notes: { en: 'First.' },
    });
    expect(drafted.status).toBe(201);
    const codes = (drafted.body.findings as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['debuggable', 'debug-certificate']));
    const releaseId = drafted.body.id as string;
    expect((await client.post(`/v1/releases/${releaseId}/submit`)).body.code).toBe('listing-missing');
    expect((await client.get(`/v1/apps/${appId}/readiness`)).body).toMatchObject({
      ready: false,
      missing: [{ code: 'listing-missing' }],
    });
    const listing = {
      title: 'API Demos',
      shortDescription: 'All of Android',
      fullDescription: 'Every widget.',
    };
    expect((await client.put(`/v1/apps/${appId}/listings/en`, listing)).status).toBe(200);
    expect((await client.get(`/v1/apps/${appId}/readiness`)).body).toEqual({
      ready: true,
      releaseId,
      missing: [],
    });
    expect((await client.post(`/v1/releases/${releaseId}/submit`)).body.status).toBe('submitted');

    const reviewer = api(store, (await aStaffMember(store, 'reviewer')).token);
    const queue = await reviewer.get('/v1/ops/reviews');
    expect(queue.body.data).toMatchObject([
      {
        id: releaseId,
        status: 'submitted',
        app: { packageName: 'io.appium.android.apis', title: 'API Demos' },
      },
    ]);
    expect((await reviewing(reviewer).post(releaseId, 'approve')).body.code).toBe('release-status-conflict');
    expect((await reviewer.post(`/v1/ops/reviews/${releaseId}/take`)).body.status).toBe('in-review');
    expect((await reviewing(reviewer).post(releaseId, 'approve')).body.status).toBe('live');
    expect((await reviewer.get('/v1/ops/reviews')).body.data).toEqual([]);
    const apps = await client.get(`/v1/publishers/${owner.publisherId}/apps`);
    expect(apps.body.data).toMatchObject([{ title: 'API Demos', live: { releaseId, versionCode: 25 } }]);
  });

  it('refuses a package in words, and says so before and after reading it', async () => {
    const appId = await createApp('org.example.e2e');
    const signer = newSigner();
    const good = testPackage('org.example.e2e', 3, signer);
    expect((await upload(appId, good)).status).toBe(201);
    const refusals: [number, string, Buffer, string?][] = [
      [415, 'media-type-unsupported', good, 'text/plain'],
      [422, 'artifact-package-mismatch', testPackage('org.example.else', 4, signer)],
      [422, 'artifact-version-code-not-higher', testPackage('org.example.e2e', 2, signer)],
      [422, 'artifact-certificate-mismatch', testPackage('org.example.e2e', 4, newSigner())],
      [422, 'apk-not-a-zip', Buffer.from('not a package')],
      [422, 'apk-not-a-zip', Buffer.alloc(0)],
      [413, 'file-too-large', Buffer.alloc(8_000_001)],
    ];
    for (const [status, code, bytes, type] of refusals) {
      const answer = await upload(appId, bytes, type);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    expect((await client.get(`/v1/apps/${appId}/artifacts`)).body.data).toHaveLength(1);
  });

  it('survives uploads that break off, at whatever moment', async () => {
    const appId = await createApp('org.example.broken');
    const head = [
      `POST /v1/apps/${appId}/artifacts HTTP/1.1`,
      'host: store',
      `authorization: Bearer ${owner.token}`,
      `content-type: ${APK}`,
      'transfer-encoding: chunked',
    ].join('\r\n');
    // A chunk of no length ends the connection while the request is still being looked at.
    const broken = `${head}\r\n\r\n5\r\nhello\r\nnonsense\r\n`;
    for (let milliseconds = 0; milliseconds < 20; milliseconds += 1) {
      await sendRaw(store.url, broken);
      await sendRaw(store.url, `${head}\r\n\r\n5\r\nhello\r\n`, milliseconds);
    }
    expect((await fetch(`${store.url}/health/live`)).status).toBe(200);
    expect((await client.get(`/v1/apps/${appId}/artifacts`)).body.data).toEqual([]);
    const incoming = join(store.filesDirectory, 'incoming');
    await eventually(async () => expect(await readdir(incoming).catch(() => [])).toEqual([]));
  });

  it('is nobody else’s business', async () => {
    const appId = await createApp('org.example.mine');
    const stranger = api(store, (await aPublisherOwner(store)).token);
    for (const path of ['', '/listings', '/artifacts', '/releases', '/readiness'])
      expect((await stranger.get(`/v1/apps/${appId}${path}`)).status).toBe(404);
    const viewer = api(store, (await aMember(store, owner, 'viewer')).token);
    expect((await viewer.get(`/v1/apps/${appId}`)).status).toBe(200);
    expect((await viewer.patch(`/v1/apps/${appId}`, { category: 'app/news' })).status).toBe(403);
    const taken = await stranger.post(`/v1/publishers/${owner.publisherId}/apps`, {});
    expect(taken.status).toBe(404);
  });

  it('keeps two people who edit one listing from overwriting each other', async () => {
    const appId = await createApp('org.example.words', { declarations: { gambling: false } });
    const path = `/v1/apps/${appId}/listings/de-AT`;
    const text = { title: 'Wörter', shortDescription: '', fullDescription: '' };
    const first = await client.call('PUT', path, { body: text, headers: { 'if-match': '"0"' } });
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"1"']);
    const lost = await client.call('PUT', path, { body: text, headers: { 'if-match': '"0"' } });
    expect([lost.status, lost.body.code]).toEqual([412, 'listing-changed']);
    expect((await client.put(path, { ...text, title: 'x'.repeat(51) })).status).toBe(400);
    expect((await client.put(`/v1/apps/${appId}/listings/DE_at`, text)).status).toBe(400);
    expect((await client.delete(path)).status).toBe(204);
    expect((await client.get(path)).status).toBe(404);
    const patched = await client.patch(`/v1/apps/${appId}`, {
      category: 'app/game/casino',
      declarations: {},
    });
    expect(patched.body).toMatchObject({ category: 'app/game/casino', declarations: {} });
    expect((await client.patch(`/v1/apps/${appId}`, { category: 'app/nowhere' })).body.code).toBe(
      'category-unknown',
    );
  });

  it('halts and resumes a live release', async () => {
    const appId = await createApp('org.example.stop');
    await client.put(`/v1/apps/${appId}/listings/en`, {
      title: 'Stop',
      shortDescription: '',
      fullDescription: '',
    });
    const { body: artifact } = await upload(appId, testPackage('org.example.stop', 1, newSigner()));
    const { body: release } = await client.post(`/v1/apps/${appId}/releases`, { artifactId: artifact.id });
    const id = release.id as string;
    await client.post(`/v1/releases/${id}/submit`);
    const reviewer = api(store, (await aStaffMember(store, 'reviewer')).token);
    await reviewing(reviewer).post(id, 'take');
    await reviewing(reviewer).post(id, 'approve', { message: 'Fine.' });
    expect((await client.post(`/v1/releases/${id}/halt`, { reason: 'It crashes.' })).body.status).toBe(
      'halted',
    );
    expect((await client.post(`/v1/releases/${id}/halt`, { reason: 'Twice.' })).status).toBe(409);
    expect((await client.post(`/v1/releases/${id}/resume`)).body.status).toBe('live');
    const rejected = await reviewing(reviewer).post(id, 'reject', { policy: 'nothing', message: 'x' });
    expect(rejected.status).toBe(400);
  });
});
