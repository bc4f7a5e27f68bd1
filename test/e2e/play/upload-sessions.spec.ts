import { ForgetUploadSessions, SharePackage } from '@portolan/catalog';
import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { aServiceAccount, signed } from '../../support/machines';
import { newSigner, testPackage } from '../../support/packages';
import { aMember, aPublisherOwner, type Answer, api, type Owner, tokensOf } from '../../support/people';
import { slowUpload } from '../../support/play/slow-upload';
import { publishing, type TestPublisher } from '../../support/publishing';
import { type Shop, startShop } from '../../support/shop';

const APK = 'application/vnd.android.package-archive';
const DAY = 86_400_000;
const SCOPES = ['apps:read', 'artifacts:write', 'releases:write', 'listings:write'];

describe('uploads in pieces belong to who began them', () => {
  let store: Shop;
  let owner: Owner;
  let publisher: TestPublisher;
  let key: { id: string; token: string };
  let counter = 0;

  beforeAll(async () => {
    store = await startShop();
    ({ owner } = store);
    const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
    publisher = { publisherId: owner.publisherId, actor, signer: newSigner() };
    key = await aKey();
  });
  afterEach(() => store.clock.release());
  afterAll(() => store.close());

  const aKey = async (): Promise<{ id: string; token: string }> => {
    const made = await api(store, owner.token).post(`/v1/publishers/${owner.publisherId}/api-keys`, {
      name: 'CI',
      scopes: SCOPES,
    });
    return { id: made.body.key.id as string, token: made.body.token as string };
  };
  const anApp = async (): Promise<{ appId: string; name: string; bytes: Buffer }> => {
    const name = `org.example.pieces${++counter}`;
    const appId = await publishing(store).draftApp(publisher, { packageName: name });
    return { appId, name, bytes: aPackage(name) };
  };
  const aPackage = (name: string, versionCode = 1) =>
    testPackage(name, versionCode, publisher.signer, { assets: { 'assets/noise': randomBytes(50_000) } });
  const sharing = (name: string) =>
    `/upload/androidpublisher/v3/applications/internalappsharing/${name}/artifacts/apk`;
  const edits = (name: string) => `/androidpublisher/v3/applications/${name}/edits`;
  const newEdit = async (name: string, token = key.token): Promise<string> =>
    `${edits(name)}/${(await api(store, token).post(edits(name), {})).body.id}`;
  const begin = (path: string, token = key.token): Promise<Answer> =>
    api(store, token).post(`${path}?uploadType=resumable`);
  const open = async (path: string, token = key.token): Promise<string> => {
    const answer = await begin(path, token);
    expect([answer.status, answer.body?.error]).toEqual([200, undefined]);
    return new URL(answer.headers.get('location') ?? '').pathname;
  };
  const put = (session: string, raw: Buffer, headers: Record<string, string> = {}) =>
    api(store).call('PUT', session, { raw, headers: { 'content-type': APK, ...headers } });
  const codeOf = ({ status, body }: Answer) => [status, body?.error?.portolan?.code];
  const reasonOf = ({ status, body }: Answer) => [status, body?.error?.errors?.[0]?.reason];
  const idOf = (session: string) => session.split('/').at(-1) ?? '';
  const partial = (session: string) => join(store.filesDirectory, 'partial', idOf(session));
  const sizeOf = async (path: string) => (await stat(path).catch(() => null))?.size ?? 0;
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 100 && !(await holds()); tries++) await wait(50);
    expect(await holds()).toBe(true);
  };
  const rows = async (appId: string) => {
    const [row] = await store.database.query<{ artifacts: number; shared: number; sessions: number }>(
      `SELECT (SELECT count(*)::int FROM artifact WHERE app_id = $1) AS artifacts,
              (SELECT count(*)::int FROM shared_package WHERE app_id = $1 AND expires_at > now()) AS shared,
              (SELECT count(*)::int FROM upload_session WHERE app_id = $1) AS sessions`,
      [appId],
    );
    return row;
  };
  const nothing = { artifacts: 0, shared: 0, sessions: 0 };
  const transfer = async (appId: string): Promise<Owner> => {
    const buyer = await aPublisherOwner(store, 'The new publisher');
    const offered = await api(store, owner.token).post(`/v1/apps/${appId}/transfers`, {
      toPublisherId: buyer.publisherId,
    });
    const place = `/v1/publishers/${buyer.publisherId}/app-transfers/${offered.body.id}/accept`;
    expect((await api(store, buyer.token).post(place)).status).toBe(200);
    return buyer;
  };

  it('and end with the key, the service account, the sign-in, the membership and the permission', async () => {
    const { appId, name, bytes } = await anApp();
    const boss = api(store, owner.token);
    const team = `/v1/publishers/${owner.publisherId}`;
    const revoked = await aKey();
    const robot = await aServiceAccount(store, owner, { permissions: ['apps:read', 'artifacts:write'] });
    const robotKey = `${team}/service-accounts/${robot.id}/keys/${robot.keyFile.private_key_id}`;
    const removed = await aMember(store, owner, 'release-manager');
    const lowered = await aMember(store, owner, 'release-manager');
    const left = await aMember(store, owner, 'release-manager');
    const cases: [string, () => Promise<Answer>, [number, string]][] = [
      [revoked.token, () => boss.delete(`${team}/api-keys/${revoked.id}`), [401, 'api-key-invalid']],
      [await signed(robot.keyFile), () => boss.delete(robotKey), [401, 'key-revoked']],
      [removed.token, () => boss.delete(`${team}/members/${removed.accountId}`), [404, 'app-not-found']],
      [
        lowered.token,
        () => boss.put(`${team}/members/${lowered.accountId}`, { roles: ['viewer'] }),
        [403, 'role-required'],
      ],
      [
        left.token,
        () => api(store).post('/v1/auth/logout', { refreshToken: left.refreshToken }),
        [401, 'session-ended'],
      ],
    ];
    for (const [token, end, refusal] of cases) {
      const shared = await open(sharing(name), token);
      const apks = await open(`/upload${await newEdit(name)}/apks`, token);
      // Some bytes had arrived while it was allowed.
      const half = bytes.length >> 1;
      const range = { 'content-range': `bytes 0-${half - 1}/${bytes.length}` };
      expect((await put(shared, bytes.subarray(0, half), range)).status).toBe(308);
      expect((await end()).status).toBeLessThan(300);
      const rest = { 'content-range': `bytes ${half}-${bytes.length - 1}/${bytes.length}` };
      expect(codeOf(await put(shared, bytes.subarray(half), rest))).toEqual(refusal);
      expect(codeOf(await put(apks, bytes))).toEqual(refusal);
      expect(codeOf(await put(shared, bytes))).toEqual([404, 'upload-session-not-found']);
      expect([await sizeOf(partial(shared)), await rows(appId)]).toEqual([0, nothing]);
    }
  });

  it('and are asked about once more when the last byte is there', async () => {
    const { appId, name, bytes } = await anApp();
    const short = await aKey();
    const session = await open(sharing(name), short.token);
    const slow = slowUpload(store, { method: 'PUT', path: session, bytes, headers: { 'content-type': APK } });
    await until(async () => (await sizeOf(partial(session))) > 0);
    await api(store, owner.token).delete(`/v1/publishers/${owner.publisherId}/api-keys/${short.id}`);
    expect(codeOf(await slow.finish())).toEqual([401, 'api-key-invalid']);
    expect([await sizeOf(partial(session)), await rows(appId)]).toEqual([0, nothing]);
  });

  it('and stay with the former publisher when their app goes, as nothing', async () => {
    const { appId, name, bytes } = await anApp();
    const link = await put(await open(sharing(name)), bytes);
    const path = new URL(link.body.downloadUrl as string).pathname;
    expect((await api(store, owner.token).get(path)).status).toBe(200);
    const session = await open(sharing(name));
    const range = { 'content-range': `bytes 0-99/${bytes.length}` };
    expect((await put(session, bytes.subarray(0, 100), range)).status).toBe(308);
    const direct = slowUpload(store, {
      ...{ method: 'POST', path: `/upload${await newEdit(name)}/apks?uploadType=media`, bytes },
      headers: { 'content-type': APK, authorization: `Bearer ${key.token}` },
    });
    const shared = slowUpload(store, {
      ...{ method: 'POST', path: `${sharing(name)}?uploadType=media`, bytes },
      headers: { 'content-type': APK, authorization: `Bearer ${key.token}` },
    });
    const incoming = join(store.filesDirectory, 'incoming');
    await until(async () => (await readdir(incoming)).length === 2);
    const buyer = await transfer(appId);
    expect(codeOf(await put(session, bytes))).toEqual([404, 'upload-session-not-found']);
    for (const begun of [direct, shared])
      expect(codeOf(await begun.finish())).toEqual([404, 'app-not-found']);
    for (const { token } of [owner, buyer]) expect((await api(store, token).get(path)).status).toBe(404);
    const listed = await api(store, buyer.token).get(`/v1/apps/${appId}/shared-packages`);
    expect([listed.status, listed.body.data]).toEqual([200, []]);
    // By the jobs that the transfer asks for.
    await until(async () => (await rows(appId))?.sessions === 0 && (await sizeOf(partial(session))) === 0);
    await until(async () => (await readdir(join(store.filesDirectory, 'shared'))).length === 0);
    expect(await rows(appId)).toEqual(nothing);
    const [event] = await store.database.query<{ after: object }>(
      `SELECT after FROM audit_event WHERE action = 'app.transfer' AND subject_id = $1`,
      [appId],
    );
    expect(event?.after).toMatchObject({ unshared: 1 });
  });

  it('and register nothing for an edit that is deleted, committed or expired', async () => {
    const { appId, name, bytes } = await anApp();
    const client = api(store, key.token);
    const ends: [(edit: string) => Promise<unknown>, string][] = [
      [(edit) => client.delete(edit), 'editNotFound'],
      [(edit) => client.post(`${edit}:commit`), 'editAlreadyCommitted'],
      [() => Promise.resolve(store.clock.advance(DAY + 1_000)), 'editExpired'],
    ];
    for (const [end, reason] of ends) {
      const edit = await newEdit(name);
      const session = await open(`/upload${edit}/apks`);
      await end(edit);
      expect(reasonOf(await put(session, bytes))).toEqual([400, reason]);
      expect((await rows(appId))?.artifacts).toBe(0);
      expect(codeOf(await put(session, bytes))).toEqual([404, 'upload-session-not-found']);
    }
  });

  it('nor for one that ends while the bytes come', async () => {
    const { appId, name, bytes } = await anApp();
    const edit = await newEdit(name);
    const direct = slowUpload(store, {
      ...{ method: 'POST', path: `/upload${edit}/apks?uploadType=media`, bytes },
      headers: { 'content-type': APK, authorization: `Bearer ${key.token}` },
    });
    await until(async () => (await readdir(join(store.filesDirectory, 'incoming'))).length === 1);
    expect((await api(store, key.token).delete(edit)).status).toBeLessThan(300);
    expect(reasonOf(await direct.finish())).toEqual([400, 'editNotFound']);
    expect(await rows(appId)).toEqual(nothing);
  });

  it('and are ten of an app at a time, also when they race', async () => {
    const { appId, name, bytes } = await anApp();
    const other = await anApp();
    const edit = await newEdit(name);
    const answers = await Promise.all(Array.from({ length: 14 }, () => begin(`/upload${edit}/apks`)));
    const refused = answers.filter(({ status }) => status !== 200).map(codeOf);
    expect(refused).toEqual(Array(4).fill([409, 'too-many-uploads']));
    expect(codeOf(await begin(sharing(name)))).toEqual([409, 'too-many-uploads']);
    await open(sharing(other.name));
    const [first, second] = answers.flatMap(({ status, headers }) =>
      status === 200 ? [new URL(headers.get('location') ?? '').pathname] : [],
    ) as [string, string];
    const cancel = { 'x-goog-upload-command': 'cancel' };
    expect((await api(store).call('POST', first, { headers: cancel })).status).toBe(200);
    // What is whole counts no more.
    expect((await put(second, bytes)).status).toBe(200);
    for (let n = 0; n < 2; n++) await open(`/upload${edit}/apks`);
    expect(codeOf(await begin(sharing(name)))).toEqual([409, 'too-many-uploads']);
    // With its edit they end, and what arrived goes.
    const third = answers.filter(({ status }) => status === 200)[2]?.headers.get('location') ?? '';
    const range = { 'content-range': `bytes 0-99/${bytes.length}` };
    expect((await put(new URL(third).pathname, bytes.subarray(0, 100), range)).status).toBe(308);
    expect(await sizeOf(partial(third))).toBe(100);
    await api(store, key.token).delete(edit);
    await open(sharing(name));
    await until(async () => (await sizeOf(partial(third))) === 0);
    // The one that was answered, and the one that was begun just now.
    expect((await rows(appId))?.sessions).toBe(2);
  });

  it('and are forgotten with what arrived: in a week, without an edit in a day', async () => {
    const { appId, name, bytes } = await anApp();
    const edit = await newEdit(name);
    const [shared, apks] = [await open(sharing(name)), await open(`/upload${edit}/apks`)];
    const range = { 'content-range': `bytes 0-99/${bytes.length}` };
    for (const session of [shared, apks]) await put(session, bytes.subarray(0, 100), range);
    await store.app.get(ForgetUploadSessions).handle();
    expect([await sizeOf(partial(shared)), await sizeOf(partial(apks))]).toEqual([100, 100]);
    store.clock.advance(DAY - 60_000);
    // Used, an edit lives for another day.
    const listing = { title: 'T', shortDescription: 's', fullDescription: 'f' };
    expect((await api(store, key.token).put(`${edit}/listings/en`, listing)).status).toBe(200);
    store.clock.advance(120_000);
    expect((await put(shared, bytes)).status).toBe(404);
    expect((await put(apks, bytes.subarray(0, 1), { 'content-range': 'bytes */*' })).status).toBe(308);
    await store.app.get(ForgetUploadSessions).handle();
    expect([await sizeOf(partial(shared)), await sizeOf(partial(apks))]).toEqual([0, 100]);
    store.clock.advance(7 * DAY);
    await store.app.get(ForgetUploadSessions).handle();
    expect([await sizeOf(partial(apks)), await rows(appId)]).toEqual([0, nothing]);
  });

  it('and are refused before a byte where there are too many links or loose files already', async () => {
    const { appId, name } = await anApp();
    const use = store.app.get(SharePackage);
    const stream = () => Readable.from([aPackage(name)]);
    await use.execute({ appId, stream: stream(), actor: publisher.actor });
    await store.database.query(
      `INSERT INTO shared_package SELECT gen_random_uuid(), app_id, left(md5(n::text) || md5((-n)::text), 43), version_code, version_name,
         sha256, size_bytes, 'shared/none-' || n, signer, debuggable, shared_by, shared_at, expires_at
         FROM shared_package, generate_series(1, 99) n WHERE app_id = $1`,
      [appId],
    );
    expect(codeOf(await begin(sharing(name)))).toEqual([409, 'too-many-shared-packages']);
    const early = slowUpload(store, {
      ...{ method: 'POST', path: `${sharing(name)}?uploadType=media`, bytes: Buffer.from('no package') },
      headers: { 'content-type': APK, authorization: `Bearer ${key.token}` },
    });
    expect(codeOf(await early.finish())).toEqual([409, 'too-many-shared-packages']);

    const other = await anApp();
    const edit = await newEdit(other.name);
    expect((await put(await open(`/upload${edit}/apks`), other.bytes)).status).toBe(200);
    const place = `/upload${edit}/apks/1/expansionFiles/main`;
    for (let n = 0; n < 20; n++) {
      const sent = await api(store, key.token).call('POST', `${place}?uploadType=media`, {
        raw: randomBytes(5),
        headers: { 'content-type': 'application/octet-stream' },
      });
      expect(sent.status).toBe(200);
    }
    expect(codeOf(await begin(place))).toEqual([409, 'too-many-expansion-files']);
    const { token } = await tokensOf(store, owner.email);
    expect((await api(store, token).get(`/v1/apps/${other.appId}/artifacts`)).body.data).toHaveLength(1);
  });
});
