import {
  CreateTesterGroup,
  ForgetSharedPackages,
  PutTesters,
  RefuseFile,
  SharePackage,
  TakeDownApp,
} from '@portolan/catalog';
import { PullKillSwitch } from '@portolan/regions';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { aServiceAccount, signed, type TestServiceAccount } from '../../support/machines';
import { verifyAddress } from '../../support/mail';
import { newSigner, testPackage } from '../../support/packages';
import {
  aConsumer,
  aMember,
  aPublisherOwner,
  api,
  aStaffMember,
  type Person,
  tokensOf,
} from '../../support/people';
import { publishing, someone, type TestPublisher } from '../../support/publishing';
import { type Shop, startShop } from '../../support/shop';

const PACKAGE = 'org.example.shared';
const APK = 'application/vnd.android.package-archive';
const place = (name = PACKAGE) =>
  `/upload/androidpublisher/v3/applications/internalappsharing/${name}/artifacts`;
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('internal app sharing', () => {
  let shop: Shop;
  let robot: TestServiceAccount;
  let token: string;
  let appId: string;
  let publisher: TestPublisher;
  let tester: Person;
  const signer = newSigner();
  const debugSigner = newSigner('Android Debug');

  beforeAll(async () => {
    shop = await startShop();
    robot = await aServiceAccount(shop, shop.owner, { permissions: ['apps:read', 'artifacts:write'] });
    token = await signed(robot.keyFile);
    const actor = { kind: 'account', accountId: shop.owner.accountId, staffRoles: [] } as const;
    publisher = { publisherId: shop.owner.publisherId, actor, signer };
    appId = await publishing(shop).draftApp(publisher, { packageName: PACKAGE });
    tester = await aConsumer(shop);
    await verifyAddress(shop, tester.email);
    await shop.app.get(PutTesters).execute({ appId, track: 'internal', emails: [tester.email], actor });
  });
  afterAll(() => shop.close());

  const debugBuild = (versionCode = 1, name = PACKAGE) =>
    testPackage(name, versionCode, debugSigner, {
      debuggable: true,
      assets: { 'assets/noise': randomBytes(20_000) },
    });
  const upload = (raw: Buffer, path = `${place()}/apk`, headers: Record<string, string> = {}) =>
    api(shop, token).call('POST', `${path}?uploadType=media`, {
      raw,
      headers: { 'content-type': APK, ...headers },
    });
  const share = async (raw = debugBuild()): Promise<string> => {
    const { status, body } = await upload(raw);
    expect([status, body.error]).toEqual([200, undefined]);
    return new URL(body.downloadUrl as string).pathname;
  };
  const download = async (path: string, bearer?: string, headers: Record<string, string> = {}) => {
    const sent = new Headers(headers);
    if (bearer !== undefined) sent.set('authorization', `Bearer ${bearer}`);
    const answer = await fetch(shop.url + path, { headers: sent });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const statusOf = async (path: string, bearer?: string) => (await download(path, bearer)).status;
  const filesLeft = async () => (await readdir(join(shop.filesDirectory, 'shared')).catch(() => [])).length;
  const rowsLeft = async () =>
    (await shop.database.query<{ n: number }>('SELECT count(*)::int AS n FROM shared_package'))[0]?.n;

  it('is what an upload action sends, and answers a link that its testers download from', async () => {
    const bytes = debugBuild(7);
    const answer = await upload(bytes);
    expect(answer.body).toEqual({
      certificateFingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      downloadUrl: expect.stringMatching(/\/v1\/library\/shared-packages\/[A-Za-z0-9_-]{43}$/) as string,
      sha256: hash(bytes),
    });
    const path = new URL(answer.body.downloadUrl as string).pathname;
    const whole = await download(path, tester.token);
    expect([whole.status, hash(whole.bytes), whole.headers.get('content-type')]).toEqual([
      200,
      hash(bytes),
      APK,
    ]);
    expect(whole.headers.get('content-disposition')).toContain(`${PACKAGE}-7-shared.apk`);
    const part = await download(path, tester.token, { range: 'bytes=100-199' });
    expect([part.status, part.bytes.equals(bytes.subarray(100, 200))]).toEqual([206, true]);
    expect((await download(path, tester.token, { range: `bytes=${bytes.length}-` })).status).toBe(416);
    const etag = whole.headers.get('etag') ?? '';
    expect((await download(path, tester.token, { 'if-none-match': etag })).status).toBe(304);
    // No release, no package of the app, no certificate that it is held to.
    const { body: app } = await api(shop, shop.owner.token).get(`/v1/apps/${appId}`);
    const { body: artifacts } = await api(shop, shop.owner.token).get(`/v1/apps/${appId}/artifacts`);
    expect([app.signer, artifacts.data]).toEqual([[], []]);
    expect(await api(shop, tester.token).get(`/v1/library/${PACKAGE}/download`)).toMatchObject({
      status: 404,
    });
  });

  it('takes any version code, the same file twice, and the other protocols', async () => {
    const bytes = debugBuild(1);
    const [first, second] = [await share(bytes), await share(bytes)];
    expect(first).not.toBe(second);
    expect([await statusOf(first, tester.token), await statusOf(second, tester.token)]).toEqual([200, 200]);
    const boundary = 'a-boundary';
    const related = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-type: application/json\r\n\r\n{}\r\n--${boundary}\r\ncontent-type: ${APK}\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const multipart = await api(shop, token).call('POST', `${place()}/apk?uploadType=multipart`, {
      raw: related,
      headers: { 'content-type': `multipart/related; boundary=${boundary}` },
    });
    expect(multipart.body.sha256).toBe(hash(bytes));
    const ruby = await api(shop, token).call('POST', `${place()}/apk`, {
      headers: { 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start' },
    });
    const session = new URL(ruby.headers.get('x-goog-upload-url') ?? '').pathname;
    const done = await api(shop).call('POST', session, {
      raw: bytes,
      headers: {
        'x-goog-upload-command': 'upload, finalize',
        'x-goog-upload-offset': '0',
        'content-type': APK,
      },
    });
    expect(done.body.sha256).toBe(hash(bytes));
    const java = await api(shop, token).call('POST', `${place()}/apk?uploadType=resumable`, {
      headers: { 'x-upload-content-length': String(bytes.length), 'x-upload-content-type': APK },
    });
    const put = async (from: number, to: number) =>
      api(shop).call('PUT', new URL(java.headers.get('location') ?? '').pathname, {
        raw: bytes.subarray(from, to),
        headers: { 'content-range': `bytes ${from}-${to - 1}/${bytes.length}`, 'content-type': APK },
      });
    expect((await put(0, 9_000)).status).toBe(308);
    expect((await put(9_000, bytes.length)).body.sha256).toBe(hash(bytes));
  });

  it('refuses what is of another app, no package, or a bundle, and keeps none of it', async () => {
    const before = [await rowsLeft(), await filesLeft()];
    const codeOf = async (raw: Buffer, form = 'apk') =>
      (await upload(raw, `${place()}/${form}`)).body.error.portolan.code as string;
    expect(await codeOf(debugBuild(1, 'org.example.other'))).toBe('artifact-package-mismatch');
    expect(await codeOf(Buffer.from('no package'))).toBe('apk-not-a-zip');
    expect(await codeOf(debugBuild(), 'bundle')).toBe('bundle-unsupported');
    const resumable = await api(shop, token).post(`${place()}/bundle?uploadType=resumable`);
    expect(resumable.body.error.portolan.code).toBe('bundle-unsupported');
    expect((await upload(debugBuild(), `${place()}/ipa`)).status).toBe(404);
    expect((await upload(debugBuild(), `${place('org.example.nobodys')}/apk`)).status).toBe(404);
    const flipped = debugBuild();
    flipped.writeUInt8(flipped.readUInt8(40) ^ 1, 40);
    expect((await upload(flipped)).status).toBe(400);
    expect([await rowsLeft(), await filesLeft()]).toEqual(before);
    expect(await readdir(join(shop.filesDirectory, 'incoming'))).toEqual([]);
  });

  it('is for the team and its named testers, in groups too, and does not exist for anybody else', async () => {
    const path = await share();
    const { actor } = publisher;
    const grouped = await aConsumer(shop);
    await verifyAddress(shop, grouped.email);
    const group = await shop.app.get(CreateTesterGroup).execute({
      publisherId: publisher.publisherId,
      name: 'Sharers',
      emails: [grouped.email],
      actor,
    });
    await shop.app
      .get(PutTesters)
      .execute({ appId, track: 'internal', emails: [tester.email], groupIds: [group.id], actor });
    const viewer = await aMember(shop, shop.owner, 'viewer');
    for (const { token: bearer } of [tester, grouped, viewer, shop.owner])
      expect(await statusOf(path, bearer)).toBe(200);

    const pretender = await aConsumer(shop);
    await shop.app
      .get(PutTesters)
      .execute({ appId, track: 'internal', emails: [tester.email, pretender.email], groupIds: [], actor });
    const open = await aConsumer(shop);
    await verifyAddress(shop, open.email);
    await shop.database.query(
      'INSERT INTO open_tester (app_id, account_id, joined_at) VALUES ($1, $2, now())',
      [appId, open.accountId],
    );
    const elsewhere = await publishing(shop).draftApp(publisher, { packageName: 'org.example.elsewhere' });
    const limited = await aConsumer(shop);
    const joined = await api(shop, shop.owner.token).post(`/v1/publishers/${publisher.publisherId}/members`, {
      email: limited.email,
      roles: [],
      apps: [{ appId: elsewhere, permissions: ['apps:read'] }],
    });
    expect(joined.status).toBe(201);
    const others: Record<string, Person> = {
      'no longer in a group': grouped,
      'an address that is not verified': pretender,
      'an open tester': open,
      'a member who may not read this app': limited,
      "another publisher's owner": await aPublisherOwner(shop),
      'an administrator of the store': await aStaffMember(shop, 'admin'),
      'a reviewer of the store': await aStaffMember(shop, 'reviewer'),
      'a consumer': await aConsumer(shop),
    };
    const wrong = `/v1/library/shared-packages/${'A'.repeat(43)}`;
    for (const [who, { token: bearer }] of Object.entries(others)) {
      const ask = async (of: string) => {
        const { status, body } = await api(shop, bearer).get(of);
        return { who, status, code: body.code, detail: body.detail };
      };
      expect(await ask(path)).toEqual(await ask(wrong));
      expect((await ask(path)).status).toBe(404);
    }
    expect([await statusOf(path), await statusOf(path, token)]).toEqual([401, 403]);
    for (const odd of ['%00', 'x'.repeat(44), '..%2f..', "'", '%F0%9F%A6%A9'])
      expect([404, 400]).toContain(await statusOf(`/v1/library/shared-packages/${odd}`, tester.token));
  });

  it('is uploaded by those who may upload packages alone', async () => {
    const stranger = await aPublisherOwner(shop);
    const reader = await aServiceAccount(shop, shop.owner, { permissions: ['apps:read', 'releases:write'] });
    const viewer = await aMember(shop, shop.owner, 'viewer');
    const callers: [string | undefined, number][] = [
      [undefined, 401],
      [tester.token, 404],
      [stranger.token, 404],
      [viewer.token, 403],
      [await signed(reader.keyFile), 403],
    ];
    const before = await rowsLeft();
    for (const [bearer, status] of callers)
      for (const form of ['apk', 'bundle']) {
        const raw = debugBuild();
        const path = `${place()}/${form}?uploadType=media`;
        const answer = await api(shop, bearer).call('POST', path, { raw, headers: { 'content-type': APK } });
        expect([form, answer.status]).toEqual([form, status]);
      }
    expect(await rowsLeft()).toBe(before);
  });

  it('is listed, and withdrawn by those who may upload', async () => {
    const path = await share(debugBuild(42));
    const owner = api(shop, shop.owner.token);
    const shared = `/v1/apps/${appId}/shared-packages`;
    const { body } = await owner.get(`${shared}?limit=1`);
    expect(body.data).toMatchObject([{ versionCode: 42, debuggable: true, sharedBy: robot.id }]);
    expect(new URL(body.data[0].downloadUrl as string).pathname).toBe(path);
    const next = await owner.get(`${shared}?limit=1&cursor=${body.nextCursor}`);
    expect(next.body.data[0].id < body.data[0].id).toBe(true);
    const one = `${shared}/${body.data[0].id}`;
    const viewer = await aMember(shop, shop.owner, 'viewer');
    expect((await api(shop, viewer.token).delete(one)).status).toBe(403);
    const before = await filesLeft();
    expect((await owner.delete(one)).status).toBe(204);
    expect([await statusOf(path, tester.token), (await owner.delete(one)).status]).toEqual([404, 404]);
    // By the job that withdrawing asks for.
    for (let tries = 0; tries < 50 && (await filesLeft()) >= before; tries++) await wait(100);
    expect(await filesLeft()).toBe(before - 1);
    const actions = await shop.database.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE subject_id = $1 AND action LIKE 'artifact.%share' ORDER BY at DESC, id DESC LIMIT 2`,
      [appId],
    );
    expect(actions.map(({ action }) => action).sort()).toEqual(['artifact.share', 'artifact.unshare']);
  });

  it('gives nobody a file that the store has come to refuse, nor an app that is blocked or taken down', async () => {
    const bytes = debugBuild();
    const path = await share(bytes);
    const manager = someone('market-manager');
    await shop.app.get(RefuseFile).execute({ sha256: hash(bytes), reason: 'Malware', actor: manager });
    expect(await statusOf(path, tester.token)).toBe(404);
    expect((await upload(bytes)).body.error.portolan.code).toBe('artifact-known-bad');

    const name = 'org.example.takendown';
    const { appId: live } = await publishing(shop).publishApp(publisher, { packageName: name });
    const stopped = debugBuild(3, name);
    const shared = await upload(stopped, `${place(name)}/apk`);
    const link = new URL(shared.body.downloadUrl as string).pathname;
    expect(await statusOf(link, shop.owner.token)).toBe(200);
    await shop.app.get(TakeDownApp).execute({
      appId: live,
      markets: 'WORLD',
      retention: 'full',
      policies: ['privacy'],
      message: 'It sends contacts away.',
      strike: false,
      actor: manager,
    });
    expect(await statusOf(link, shop.owner.token)).toBe(451);

    const other = await share();
    await shop.app.get(PullKillSwitch).execute({
      target: { itemId: appId },
      markets: 'DE',
      retention: 'full',
      reason: 'A leak',
      actor: manager,
    });
    for (const { token: bearer } of [tester, shop.owner]) expect(await statusOf(other, bearer)).toBe(451);
  });

  it('has at most a hundred links of an app at a time, also when uploads race, and forgets them after 60 days', async () => {
    const name = 'org.example.many';
    const id = await publishing(shop).draftApp(publisher, { packageName: name });
    const { actor } = publisher;
    const use = shop.app.get(SharePackage);
    const one = () => use.execute({ appId: id, stream: Readable.from([debugBuild(1, name)]), actor });
    for (let n = 0; n < 97; n++) await one();
    const racing = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(one));
    expect(racing.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = racing.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ code: 'too-many-shared-packages' });

    const path = await share();
    const link = (await upload(debugBuild(1, name), `${place(name)}/apk`)).body.error.portolan.code as string;
    expect(link).toBe('too-many-shared-packages');
    shop.clock.advance(60 * 86_400_000);
    const { token: later } = await tokensOf(shop, shop.owner.email);
    expect(await statusOf(path, later)).toBe(404);
    expect((await api(shop, later).get(`/v1/apps/${id}/shared-packages`)).body.data).toEqual([]);
    expect(await filesLeft()).toBeGreaterThanOrEqual(100);
    await shop.app.get(ForgetSharedPackages).handle();
    expect([await filesLeft(), await rowsLeft()]).toEqual([0, 0]);
    await one();
  });
});
