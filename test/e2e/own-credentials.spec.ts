import { ChangeCredentialStatus, SeedRegions } from '@portolan/regions';
import { systemActor } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { aMember, aPublisherOwner, api, aStaffMember, type Client, type Owner } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

describe("a publisher's own credentials", () => {
  let store: TestApp;
  let owner: Owner;
  let publisher: Client;
  let other: Client;
  let manager: Client;
  let base: string;
  beforeAll(async () => {
    store = await startTestApp();
    await store.app.get(SeedRegions).execute();
    owner = await aPublisherOwner(store, 'Harbour Games');
    publisher = api(store, owner.token);
    other = api(store, (await aPublisherOwner(store, 'Another')).token);
    manager = api(store, (await aStaffMember(store, 'market-manager')).token);
    base = `/v1/publishers/${owner.publisherId}/credentials`;
  });
  afterAll(() => store.close());

  const PDF = Buffer.from('%PDF-1.7\na licence\n');
  const body = {
    type: 'game-licence.vn',
    issuer: 'The ministry',
    number: 'G1-001',
    items: {},
    markets: { expression: 'VN', coversFutureMarkets: false },
  };
  const send = (client: Client, path: string, raw: Uint8Array, name = 'licence.pdf') =>
    client.call('POST', `${path}/evidence?name=${name}`, {
      raw,
      headers: { 'content-type': 'application/octet-stream' },
    });
  const draft = async () => {
    const made = await publisher.post(base, body);
    expect(made).toMatchObject({ status: 201, body: { status: 'draft', statusReason: null } });
    return made.body.id as string;
  };
  const decideOn = (id: string, status: 'verified' | 'rejected', reason: string) =>
    store.app
      .get(ChangeCredentialStatus)
      .execute({ credentialId: id, status, reason, actor: systemActor('test') });

  it('are drafted, proven, submitted, sent back with a reason, submitted again and verified', async () => {
    const id = await draft();
    const path = `${base}/${id}`;
    expect((await publisher.post(`${path}/submit`)).body.code).toBe('evidence-missing');
    const sent = await send(publisher, path, PDF);
    expect(sent).toMatchObject({
      status: 201,
      body: { name: 'licence.pdf', mediaType: 'application/pdf', sizeBytes: PDF.length },
    });
    expect(sent.body.sha256).toBe(createHash('sha256').update(PDF).digest('hex'));
    expect((await send(publisher, path, PDF)).body.id).toBe(sent.body.id);
    expect((await publisher.post(`${path}/submit`)).body.status).toBe('submitted');
    expect((await publisher.post(`${path}/submit`)).body.code).toBe('credential-checked');
    expect((await send(publisher, path, Buffer.from('%PDF-2'))).body.code).toBe('credential-checked');
    await decideOn(id, 'rejected', 'The number is not in the register.');
    const { body: page } = await publisher.get(`${base}?status=rejected`);
    expect(page.data).toEqual([
      expect.objectContaining({ id, statusReason: 'The number is not in the register.' }),
    ]);
    expect(page.data[0]).not.toHaveProperty('evidence');
    await publisher.post(`${path}/submit`);
    await decideOn(id, 'verified', 'Found in the register.');
    expect((await publisher.get(base)).body.data[0]).toMatchObject({ id, status: 'verified' });
    expect((await publisher.get(`${path}/evidence`)).body.data).toHaveLength(1);
  });

  it('staff read the file, and who did is written down', async () => {
    const id = await draft();
    const { body: sent } = await send(publisher, `${base}/${id}`, PDF, 'Lizenz%20%E2%82%AC.pdf');
    const path = `/v1/ops/credentials/${id}/evidence`;
    expect((await manager.get(path)).body.data).toMatchObject([{ id: sent.id, name: 'Lizenz €.pdf' }]);
    const file = await manager.get(`${path}/${sent.id}`);
    expect([file.status, file.body]).toEqual([200, PDF.toString()]);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''Lizenz%20%E2%82%AC.pdf`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    const events = await store.database.query(
      `SELECT 1 FROM audit_event WHERE action = 'credential.evidence-read' AND subject_id = $1`,
      [id],
    );
    expect(events).toHaveLength(1);
    expect((await publisher.get(`${path}/${sent.id}`)).status).toBe(403);
    expect((await api(store, (await aStaffMember(store, 'support')).token).get(path)).status).toBe(403);
    expect(
      (await send(manager, `/v1/ops/credentials/${id}`, Buffer.from([0xff, 0xd8, 0xff, 1]))).status,
    ).toBe(201);
  });

  it('take nothing but papers, and nothing of anybody else', async () => {
    const id = await draft();
    const path = `${base}/${id}`;
    const page = await send(publisher, path, Buffer.from('<html><script>'), 'licence.pdf');
    expect(page).toMatchObject({ status: 415, body: { code: 'evidence-type' } });
    expect((await send(publisher, path, Buffer.alloc(0))).status).toBe(415);
    const large = await send(publisher, path, Buffer.alloc(20 * 1024 * 1024 + 1, '%PDF-'));
    expect(large).toMatchObject({ status: 413, body: { code: 'file-too-large' } });
    expect((await publisher.get(`${path}/evidence`)).body.data).toEqual([]);
    const foreign = { ...body, items: { itemIds: ['00000000-0000-7000-8000-00000000000a'] } };
    expect(await publisher.post(base, foreign)).toMatchObject({
      status: 422,
      body: { code: 'item-not-found', errors: [{ pointer: '/items/itemIds/0' }] },
    });
    expect((await other.get(base)).status).toBe(404);
    expect((await other.post(`${path}/submit`)).status).toBe(404);
    const viewer = api(store, (await aMember(store, owner, 'viewer')).token);
    expect((await viewer.post(base, body)).status).toBe(403);
  });

  it("say nothing of another publisher's, whose id is known", async () => {
    const id = await draft();
    const stranger = await aPublisherOwner(store, 'Stranger');
    const theirs = `/v1/publishers/${stranger.publisherId}/credentials/${id}`;
    const client = api(store, stranger.token);
    expect((await client.post(`${theirs}/submit`)).body.code).toBe('credential-not-found');
    expect((await client.get(`${theirs}/evidence`)).body.code).toBe('credential-not-found');
    expect((await send(client, theirs, PDF)).body.code).toBe('credential-not-found');
  });
});
