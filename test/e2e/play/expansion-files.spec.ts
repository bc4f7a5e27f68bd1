import { ForgetExpansionFiles, PutTesters, RefuseFile } from '@portolan/catalog';
import { PullKillSwitch } from '@portolan/regions';
import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyAddress } from '../../support/mail';
import { aServiceAccount, signed, type TestServiceAccount } from '../../support/machines';
import { newSigner, testPackage } from '../../support/packages';
import { aConsumer, api, type Person, tokensOf } from '../../support/people';
import { publishing, someone, type TestPublisher } from '../../support/publishing';
import { type Shop, startShop } from '../../support/shop';

const PACKAGE = 'org.example.obb';
const OCTETS = 'application/octet-stream';
const MAX = 300_000;
const base = `/androidpublisher/v3/applications/${PACKAGE}/edits`;
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('expansion files', () => {
  let shop: Shop;
  let robot: TestServiceAccount;
  let token: string;
  let appId: string;
  let publisher: TestPublisher;
  let tester: Person;
  let versionCode = 0;
  const signer = newSigner();

  beforeAll(async () => {
    shop = await startShop({ EXPANSION_FILE_MAX_BYTES: String(MAX) });
    const permissions = ['apps:read', 'artifacts:write', 'releases:write'] as const;
    robot = await aServiceAccount(shop, shop.owner, { permissions: [...permissions] });
    token = await signed(robot.keyFile);
    const actor = { kind: 'account', accountId: shop.owner.accountId, staffRoles: [] } as const;
    publisher = { publisherId: shop.owner.publisherId, actor, signer };
    appId = await publishing(shop).draftApp(publisher, { packageName: PACKAGE });
    tester = await aConsumer(shop);
    await verifyAddress(shop, tester.email);
    await shop.app.get(PutTesters).execute({ appId, track: 'internal', emails: [tester.email], actor });
  });
  afterAll(() => shop.close());

  const client = () => api(shop, token);
  const newEdit = async (): Promise<string> => `${base}/${(await client().post(base, {})).body.id}`;
  const commit = (edit: string) => client().post(`${edit}:commit`, undefined);
  const place = (edit: string, version: number, type = 'main') =>
    `${edit}/apks/${version}/expansionFiles/${type}`;
  const send = (path: string, raw: Uint8Array) =>
    client().call('POST', `/upload${path}?uploadType=media`, { raw, headers: { 'content-type': OCTETS } });
  const codeOf = (answer: { status: number; body: { error?: { portolan: { code: string } } } }) => [
    answer.status,
    answer.body.error?.portolan.code,
  ];
  /** Uploads the next package in the edit. */
  const nextPackage = async (edit: string): Promise<number> => {
    const raw = testPackage(PACKAGE, ++versionCode, signer);
    const { body } = await client().call('POST', `/upload${edit}/apks?uploadType=media`, {
      raw,
      headers: { 'content-type': OCTETS },
    });
    return body.versionCode as number;
  };
  const release = async (edit: string, version: number) => {
    await client().put(`${edit}/tracks/internal`, {
      releases: [{ versionCodes: [version], status: 'completed' }],
    });
    const { status, body } = await commit(edit);
    expect([status, body.error]).toEqual([200, undefined]);
    return (body.portolan.submitted as string[])[0] ?? '';
  };
  const download = () => api(shop, tester.token).get(`/v1/library/${PACKAGE}/download`);
  const fetched = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(shop.url + new URL(url).pathname, { headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, bytes, headers: answer.headers };
  };
  const left = async () => {
    const [row] = await shop.database.query<{ n: number }>('SELECT count(*)::int AS n FROM expansion_file');
    const files = await readdir(join(shop.filesDirectory, 'expansion')).catch(() => []);
    return [row?.n, files.length];
  };

  it('go with a package from its release on, to whoever gets that', async () => {
    const [main, patch] = [randomBytes(200_000), randomBytes(1_000)];
    const edit = await newEdit();
    const version = await nextPackage(edit);
    expect(codeOf(await client().get(place(edit, version)))).toEqual([404, 'expansion-file-not-found']);
    const uploaded = await send(place(edit, version), main);
    expect(uploaded.body).toEqual({ expansionFile: { fileSize: '200000' } });
    await send(place(edit, version, 'patch'), patch);
    expect((await client().get(place(edit, version))).body).toEqual({ fileSize: '200000' });
    expect((await client().patch(place(edit, version), {})).body).toEqual({ fileSize: '200000' });
    // Of this edit alone until it is committed.
    expect((await client().get(place(await newEdit(), version))).status).toBe(404);
    expect((await client().post(`${edit}:validate`, undefined)).status).toBe(200);
    expect((await client().get(place(await newEdit(), version))).status).toBe(404);
    const releaseId = await release(edit, version);

    const { body: submitted } = await api(shop, shop.owner.token).get(`/v1/releases/${releaseId}`);
    expect(submitted.artifact.expansionFiles).toEqual([
      { type: 'main', versionCode: version, sha256: hash(main), sizeBytes: 200_000 },
      { type: 'patch', versionCode: version, sha256: hash(patch), sizeBytes: 1_000 },
    ]);
    await publishing(shop).approve(releaseId);
    const { status, body } = await download();
    expect([status, body.versionCode]).toEqual([200, version]);
    expect(body.expansionFiles).toEqual([
      {
        type: 'main',
        name: `main.${version}.${PACKAGE}.obb`,
        sha256: hash(main),
        sizeBytes: 200_000,
        url: expect.any(String) as string,
        expiresAt: expect.any(String) as string,
      },
      expect.objectContaining({
        type: 'patch',
        name: `patch.${version}.${PACKAGE}.obb`,
        sha256: hash(patch),
      }),
    ]);
    const whole = await fetched(body.expansionFiles[0].url as string);
    expect([whole.bytes.equals(main), whole.headers.get('content-type')]).toEqual([true, OCTETS]);
    expect(whole.headers.get('content-disposition')).toContain(`main.${version}.${PACKAGE}.obb`);
    const part = await fetched(body.expansionFiles[0].url as string, { range: 'bytes=199990-' });
    expect([part.status, part.bytes.equals(main.subarray(199_990))]).toEqual([206, true]);
    shop.clock.advance(6 * 60_000);
    expect((await fetched(body.expansionFiles[0].url as string)).status).toBe(410);
  });

  it('are shared by later versions, under the name that they had first', async () => {
    const edit = await newEdit();
    const version = await nextPackage(edit);
    const first = version - 1;
    const referenced = await client().put(place(edit, version), { referencesVersion: first, fileSize: '1' });
    expect(referenced.body).toEqual({ referencesVersion: first });
    const releaseId = await release(edit, version);
    const next = await newEdit();
    expect((await client().get(place(next, version))).body).toEqual({ referencesVersion: first });
    await publishing(shop).approve(releaseId);
    const { body } = await download();
    expect([body.versionCode, body.expansionFiles]).toEqual([
      version,
      [expect.objectContaining({ name: `main.${first}.${PACKAGE}.obb`, sizeBytes: 200_000 })],
    ]);
    const installed = [{ packageName: PACKAGE, versionCode: first }];
    const found = await api(shop, tester.token).post('/v1/storefront/DE/updates', { installed });
    const { expansionFiles } = found.body.updates[0];
    expect(expansionFiles).toEqual([
      {
        type: 'main',
        name: `main.${first}.${PACKAGE}.obb`,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        sizeBytes: 200_000,
      },
    ]);
    // Who references a reference gets what that has; tools send numbers as texts, too.
    const later = await nextPackage(next);
    const patched = await client().patch(place(next, later), { referencesVersion: String(version) });
    expect(patched.body).toEqual({ referencesVersion: first });
    expect((await commit(next)).status).toBe(200);
  });

  it('come in pieces as Ruby and Java send them', async () => {
    const bytes = randomBytes(50_000);
    const edit = await newEdit();
    const version = await nextPackage(edit);
    const path = `/upload${place(edit, version)}`;
    const ruby = await client().call('POST', path, {
      headers: { 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start' },
    });
    const session = new URL(ruby.headers.get('x-goog-upload-url') ?? '').pathname;
    const done = await api(shop).call('POST', session, {
      raw: bytes,
      headers: {
        'x-goog-upload-command': 'upload, finalize',
        'x-goog-upload-offset': '0',
        'content-type': OCTETS,
      },
    });
    expect(done.body).toEqual({ expansionFile: { fileSize: '50000' } });
    const java = await client().call('POST', `${path}?uploadType=resumable`, {
      headers: { 'x-upload-content-length': '50000', 'x-upload-content-type': OCTETS },
    });
    const put = (from: number, to: number) =>
      api(shop).call('PUT', new URL(java.headers.get('location') ?? '').pathname, {
        raw: bytes.subarray(from, to),
        headers: { 'content-range': `bytes ${from}-${to - 1}/50000`, 'content-type': OCTETS },
      });
    expect((await put(0, 20_000)).status).toBe(308);
    expect((await put(20_000, 50_000)).body).toEqual({ expansionFile: { fileSize: '50000' } });
    expect((await client().delete(edit)).status).toBe(204);
  });

  it('stay once the release was handed to the reviewers', async () => {
    const edit = await newEdit();
    const version = await nextPackage(edit);
    await send(place(edit, version), randomBytes(10));
    await release(edit, version);
    const late = await newEdit();
    expect(codeOf(await send(place(late, version), randomBytes(10)))).toEqual([
      409,
      'expansion-file-settled',
    ]);
    const reference = await client().put(place(late, version), { referencesVersion: 1 });
    expect(codeOf(reference)).toEqual([409, 'expansion-file-settled']);
    await shop.database.query(
      `DELETE FROM release_artifact WHERE app_id = $1 AND release_id IN
      (SELECT id FROM release WHERE status = 'submitted')`,
      [appId],
    );
    await shop.database.query(`DELETE FROM release WHERE app_id = $1 AND status = 'submitted'`, [appId]);
  });

  it('merge with other edits where these do not touch them, and conflict where they do', async () => {
    const setUp = await newEdit();
    const version = await nextPackage(setUp);
    await commit(setUp);
    const [one, other, third] = [await newEdit(), await newEdit(), await newEdit()];
    // The clock stands still: what is committed later has to be later.
    shop.clock.advance(1_000);
    await send(place(one, version), randomBytes(10));
    await send(place(other, version, 'patch'), randomBytes(20));
    await send(place(third, version), randomBytes(30));
    expect([(await commit(one)).status, (await commit(other)).status]).toEqual([200, 200]);
    const lost = await commit(third);
    expect(codeOf(lost)).toEqual([409, 'edit-conflict']);
    expect(lost.body.error.portolan.parts).toEqual([`expansion file ${version} main`]);
    expect(lost.body.error.portolan.winner.editId).toBe(one.split('/').pop());
    const now = await newEdit();
    expect((await client().get(place(now, version))).body).toEqual({ fileSize: '10' });
    expect((await client().get(place(now, version, 'patch'))).body).toEqual({ fileSize: '20' });

    // A package does not take a file from those that share it.
    const later = await nextPackage(now);
    await client().put(place(now, later), { referencesVersion: version });
    await commit(now);
    const swap = await newEdit();
    await send(place(swap, version), randomBytes(40));
    expect(codeOf(await commit(swap))).toEqual([409, 'expansion-file-in-use']);
    const together = await newEdit();
    await send(place(together, version), randomBytes(40));
    await client().put(place(together, later), { referencesVersion: version });
    expect((await commit(together)).status).toBe(200);
    expect((await client().get(place(await newEdit(), version))).body).toEqual({ fileSize: '40' });
  });

  it('are refused where they are nothing, too large, known to be bad, or of nothing', async () => {
    const edit = await newEdit();
    const version = await nextPackage(edit);
    const path = place(edit, version);
    const before = await left();
    const bad = randomBytes(30);
    const manager = someone('market-manager');
    await shop.app.get(RefuseFile).execute({ sha256: hash(bad), reason: 'Malware', actor: manager });
    const put = (body: object, at = path) => client().put(at, body);
    const faults: [[number, string], { status: number; body: never }][] = [
      [[400, 'expansion-file-empty'], (await send(path, Buffer.alloc(0))) as never],
      [[413, 'file-too-large'], (await send(path, randomBytes(MAX + 1))) as never],
      [[400, 'artifact-known-bad'], (await send(path, bad)) as never],
      [[404, 'version-code-unknown'], (await send(place(edit, 9_999), bad)) as never],
      [[404, 'upload-target-not-found'], (await send(place(edit, version, 'third'), bad)) as never],
      [[404, 'upload-target-not-found'], (await send(place(`${base}/nothing`, version), bad)) as never],
      [[404, 'expansion-file-not-found'], (await client().get(place(edit, version, 'third'))) as never],
      [[404, 'expansion-file-not-found'], (await client().patch(path, { fileSize: '3' })) as never],
      [[400, 'expansion-reference-missing'], (await put({ fileSize: '3' })) as never],
      [[400, 'expansion-file-missing'], (await put({ referencesVersion: version })) as never],
      [[400, 'expansion-file-missing'], (await put({ referencesVersion: 9_999 })) as never],
      [[404, 'version-code-unknown'], (await put({ referencesVersion: 1 }, place(edit, 9_999))) as never],
      [[400, 'request-invalid'], (await put({ referencesVersion: -1 })) as never],
      [[400, 'request-invalid'], (await put({ referencesVersion: 1e300 })) as never],
      [[400, 'request-invalid'], (await put({ referencesVersion: 'one' })) as never],
    ];
    for (const [expected, answer] of faults) expect(codeOf(answer)).toEqual(expected);
    expect((await client().get(path.replace(String(version), '99999999999999999999'))).status).toBe(404);
    expect(await left()).toEqual(before);
    await client().delete(edit);
  });

  it('go away with their edit, and none of those that a package has', async () => {
    shop.clock.advance(25 * 3_600_000);
    token = await signed(robot.keyFile, { now: shop.clock.now() });
    await shop.app.get(ForgetExpansionFiles).handle();
    const [kept] = await left();
    expect(await left()).toEqual([kept, kept]);
    const edit = await newEdit();
    const version = await nextPackage(edit);
    for (let n = 0; n < 3; n++) await send(place(edit, version), randomBytes(10 + n));
    expect(await left()).toEqual([(kept ?? 0) + 3, (kept ?? 0) + 3]);
    // Two were replaced in the edit.
    await shop.app.get(ForgetExpansionFiles).handle();
    expect(await left()).toEqual([(kept ?? 0) + 1, (kept ?? 0) + 1]);
    expect((await client().get(place(edit, version))).body).toEqual({ fileSize: '12' });
    const racing = await Promise.all(
      Array.from({ length: 22 }, () => send(place(edit, version), randomBytes(5))),
    );
    const codes = racing.filter(({ status }) => status !== 200).map((answer) => codeOf(answer));
    expect(codes).toEqual(Array(3).fill([409, 'too-many-expansion-files']));
    expect((await client().delete(edit)).status).toBe(204);
    await shop.app.get(ForgetExpansionFiles).handle();
    expect(await left()).toEqual([kept, kept]);
    const idle = await newEdit();
    await send(place(idle, version), randomBytes(9));
    await shop.app.get(ForgetExpansionFiles).handle();
    expect(await left()).toEqual([(kept ?? 0) + 1, (kept ?? 0) + 1]);
    shop.clock.advance(26 * 3_600_000);
    await shop.app.get(ForgetExpansionFiles).handle();
    expect(await left()).toEqual([kept, kept]);
    tester = { ...tester, ...(await tokensOf(shop, tester.email)) };
    expect((await fetched((await download()).body.expansionFiles[0].url as string)).status).toBe(200);
  });

  it('are given to nobody who does not get the package', async () => {
    const stranger = await aConsumer(shop);
    expect((await api(shop, stranger.token).get(`/v1/library/${PACKAGE}/download`)).status).toBe(404);
    const actor = someone('market-manager');
    await shop.app
      .get(PullKillSwitch)
      .execute({ target: { itemId: appId }, markets: 'DE', retention: 'full', reason: 'A leak', actor });
    const stopped = await download();
    expect([stopped.status, stopped.body.expansionFiles]).toEqual([451, undefined]);
  });
});
