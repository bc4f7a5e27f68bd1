import { createHash } from 'node:crypto';
import { newSigner, testPackage } from '../support/packages';
import { aPublisherOwner, aStaffMember, api } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

const PATH = '/v1/ops/refused-files';

describe('files that are taken from nobody', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  it('are put on the list by a reviewer and then refused', async () => {
    const owner = await aPublisherOwner(store);
    const client = api(store, owner.token);
    const reviewer = api(store, (await aStaffMember(store, 'reviewer')).token);
    const packageName = 'org.example.bad';
    const app = await client.post(`/v1/publishers/${owner.publisherId}/apps`, {
      packageName,
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
    });
    const signer = newSigner();
    const upload = (bytes: Buffer) =>
      client.call('POST', `/v1/apps/${String(app.body.id)}/artifacts`, {
        raw: bytes,
        headers: { 'content-type': 'application/vnd.android.package-archive' },
      });
    const bad = testPackage(packageName, 1, signer);
    const sha256 = createHash('sha256').update(bad).digest('hex');
    const entry = { sha256, reason: 'Steals contacts' };

    for (const other of [api(store, owner.token), api(store, (await aStaffMember(store, 'support')).token)]) {
      expect((await other.post(PATH, entry)).status).toBe(403);
      expect((await other.get(PATH)).status).toBe(403);
    }
    expect((await reviewer.post(PATH, { ...entry, sha256: 'ABC' })).status).toBe(400);
    expect((await reviewer.post(PATH, entry)).status).toBe(204);
    expect((await reviewer.post(PATH, entry)).body.code).toBe('file-already-refused');
    expect((await reviewer.get(PATH)).body.data).toMatchObject([entry]);

    const refused = await upload(bad);
    expect([refused.status, refused.body.code]).toEqual([422, 'artifact-known-bad']);
    expect((await upload(testPackage(packageName, 2, signer))).status).toBe(201);
    const [event] = await store.database.query<{ reason: string }>(
      `SELECT reason FROM audit_event WHERE action = 'file.refuse' AND subject_id = $1`,
      [sha256],
    );
    expect(event?.reason).toBe(entry.reason);
  });
});
