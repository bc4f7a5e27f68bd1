import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { api, type Answer } from '../../support/client';
import { aServiceAccount, signed } from '../../support/machines';
import { newSigner, testPackage } from '../../support/packages';
import { aPublisherOwner } from '../../support/people';
import { startTestApp, type TestApp } from '../../support/test-app';

const PACKAGE = 'org.example.uploads';
const APK = 'application/vnd.android.package-archive';

/** The ways of sending a file that Google's clients in Ruby and Java have, byte for byte, with a connection that breaks. */
describe('uploads in pieces', () => {
  let store: TestApp;
  let token: string;
  let versionCode = 0;
  const signer = newSigner();
  const nextPackage = (): Buffer =>
    testPackage(PACKAGE, ++versionCode, signer, {
      assets: { 'assets/noise': randomBytes(200_000) },
    });

  beforeAll(async () => {
    store = await startTestApp();
    const owner = await aPublisherOwner(store);
    const robot = await aServiceAccount(store, owner, {
      permissions: ['apps:read', 'artifacts:write', 'releases:write'],
    });
    token = await signed(robot.keyFile);
    await api(store, owner.token).post(`/v1/publishers/${owner.publisherId}/apps`, {
      packageName: PACKAGE,
      defaultLocale: 'en-US',
      category: 'app/tools',
      pricing: 'free',
    });
  });
  afterAll(() => store.close());

  const client = () => api(store, token);
  const base = `/androidpublisher/v3/applications/${PACKAGE}/edits`;
  const newEdit = async (): Promise<string> => `${base}/${(await client().post(base, {})).body.id}`;
  /** Sessions say the public address of the store; a test's store listens on another port. */
  const pathOf = (address: string | null): string => new URL(address ?? '').pathname;

  async function send(
    method: string,
    path: string,
    headers: Record<string, string>,
    raw?: Uint8Array,
  ): Promise<Answer> {
    return client().call(method, path, { headers, ...(raw === undefined ? {} : { raw }) });
  }

  /** Sends the first bytes of what was announced, and breaks the connection. */
  function breakOff(
    method: string,
    path: string,
    headers: Record<string, string>,
    part: Uint8Array,
  ): Promise<void> {
    const { hostname, port } = new URL(store.url);
    return new Promise((resolve) => {
      const request = httpRequest({
        hostname,
        port,
        method,
        path,
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      request.on('error', () => resolve());
      request.on('close', () => resolve());
      request.write(part, () => setTimeout(() => request.destroy(), 300));
    });
  }

  it('go on behind what arrived, as Ruby sends them', async () => {
    const edit = await newEdit();
    const bytes = nextPackage();
    const start = await send('POST', `/upload${edit}/apks`, {
      'x-goog-upload-protocol': 'resumable',
      'x-goog-upload-command': 'start',
      'x-goog-upload-header-content-length': String(bytes.length),
      'x-goog-upload-header-content-type': APK,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([start.status, start.headers.get('x-goog-upload-status')]).toEqual([200, 'active']);
    const session = pathOf(start.headers.get('x-goog-upload-url'));
    const upload = {
      'x-goog-upload-command': 'upload, finalize',
      'x-goog-upload-offset': '0',
      'content-type': APK,
    };
    await breakOff(
      'POST',
      session,
      { ...upload, 'content-length': String(bytes.length) },
      bytes.subarray(0, 70_000),
    );

    const query = await send('POST', session, { 'x-goog-upload-command': 'query' });
    expect(query.headers.get('x-goog-upload-status')).toBe('active');
    const received = Number(query.headers.get('x-goog-upload-size-received'));
    expect(received).toBe(70_000);
    const wrong = await send('POST', session, { ...upload, 'x-goog-upload-offset': '5' }, bytes.subarray(5));
    expect([wrong.status, wrong.headers.get('x-goog-upload-size-received')]).toEqual([400, '70000']);
    const rest = { ...upload, 'x-goog-upload-offset': String(received) };
    const done = await send('POST', session, rest, bytes.subarray(received));
    expect([done.status, done.headers.get('x-goog-upload-status')]).toEqual([200, 'final']);
    expect(done.body).toMatchObject({ versionCode, binary: { sha256: expect.any(String) as string } });
    // Asked again, it answers again.
    const again = await send('POST', session, { 'x-goog-upload-command': 'query' });
    expect(again.headers.get('x-goog-upload-status')).toBe('final');
    expect((await send('POST', session, { 'x-goog-upload-command': 'upload, finalize' })).body).toEqual(
      done.body,
    );
  });

  it('go on behind what arrived, as Java sends them', async () => {
    const edit = await newEdit();
    const bytes = nextPackage();
    const total = bytes.length;
    const start = await send('POST', `/upload${edit}/apks?uploadType=resumable`, {
      'x-upload-content-type': APK,
      'x-upload-content-length': String(total),
    });
    expect(start.status).toBe(200);
    const session = pathOf(start.headers.get('location'));
    const piece = (from: number, until: number, of: string | number = total) =>
      send(
        'PUT',
        session,
        { 'content-range': `bytes ${from}-${until - 1}/${of}`, 'content-type': APK },
        bytes.subarray(from, until),
      );
    const ask = () => send('PUT', session, { 'content-range': `bytes */${total}` });
    expect([(await ask()).status, (await ask()).headers.get('range')]).toEqual([308, null]);
    const first = await piece(0, 50_000, '*');
    expect([first.status, first.headers.get('range')]).toEqual([308, 'bytes=0-49999']);
    const range = {
      'content-range': `bytes 50000-${total - 1}/${total}`,
      'content-length': String(total - 50_000),
    };
    await breakOff('PUT', session, { ...range, 'content-type': APK }, bytes.subarray(50_000, 90_000));
    expect((await ask()).headers.get('range')).toBe('bytes=0-89999');
    // A piece that does not join is thrown away, and the answer says where to go on.
    const gap = await piece(150_000, total);
    expect([gap.status, gap.headers.get('range')]).toEqual([308, 'bytes=0-89999']);
    const done = await piece(90_000, total);
    expect([done.status, done.body.versionCode]).toEqual([200, versionCode]);
    expect((await ask()).body).toEqual(done.body);
  });

  it('carry their metadata in one body, as multipart/related', async () => {
    const edit = await newEdit();
    const bytes = nextPackage();
    const body = Buffer.concat([
      Buffer.from('--b0und\r\ncontent-type: application/json\r\n\r\n{}\r\n'),
      Buffer.from(`--b0und\r\ncontent-type: ${APK}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n--b0und--'),
    ]);
    const path = `/upload${edit}/apks?uploadType=multipart`;
    const done = await send('POST', path, { 'content-type': 'multipart/related; boundary="b0und"' }, body);
    expect([done.status, done.body.versionCode]).toEqual([200, versionCode]);
    const cut = await send(
      'POST',
      path,
      { 'content-type': 'multipart/related; boundary=b0und' },
      body.subarray(0, 9_000),
    );
    expect([cut.status, cut.body.error.errors[0].reason]).toEqual([400, 'badRequest']);
    const none = await send('POST', path, { 'content-type': 'multipart/related' }, body);
    expect(none.body.error.portolan.code).toBe('multipart-malformed');
  });

  it('end with what is wrong with the file, and with the session', async () => {
    const edit = await newEdit();
    const bytes = Buffer.from('no package at all');
    const start = await send('POST', `/upload${edit}/apks?uploadType=resumable`, {
      'x-upload-content-length': '17',
    });
    const session = pathOf(start.headers.get('location'));
    const refused = await send('PUT', session, { 'content-type': APK }, bytes);
    expect([refused.status, refused.body.error.status]).toEqual([400, 'INVALID_ARGUMENT']);
    expect((await send('PUT', session, { 'content-range': 'bytes */17' })).status).toBe(404);
    const other = await send('PUT', `/upload/androidpublisher/sessions/${'0'.repeat(64)}`, {}, bytes);
    expect(other.status).toBe(404);
    expect((await send('PUT', '/upload/androidpublisher/sessions/%00', {}, bytes)).status).toBe(404);
    const cancelled = await send('POST', `/upload${edit}/apks?uploadType=resumable`, {});
    const gone = pathOf(cancelled.headers.get('location'));
    expect(
      (await send('POST', gone, { 'x-goog-upload-command': 'cancel' })).headers.get('x-goog-upload-status'),
    ).toBe('cancelled');
    expect((await send('PUT', gone, {}, bytes)).status).toBe(404);
  });

  it('take more bytes than announced for none of theirs', async () => {
    const edit = await newEdit();
    const start = await send('POST', `/upload${edit}/apks?uploadType=resumable`, {
      'x-upload-content-length': '10',
    });
    const refused = await send('PUT', pathOf(start.headers.get('location')), {}, Buffer.alloc(11));
    expect([refused.status, refused.body.error.errors[0].reason]).toEqual([413, 'uploadTooLarge']);
  });

  it('come beside JSON that is compressed, and that cannot become huge', async () => {
    const edit = await newEdit();
    const listing = { language: 'de-DE', title: 'Gepackt', shortDescription: 'k', fullDescription: 'l' };
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const put = (value: unknown) =>
      send('PUT', `${edit}/listings/de-DE`, headers, gzipSync(JSON.stringify(value)));
    expect((await put(listing)).body).toEqual(listing);
    const bomb = await put({ ...listing, fullDescription: 'x'.repeat(3_000_000) });
    expect([bomb.status, bomb.body.error.code]).toEqual([413, 413]);
    const broken = await send('PUT', `${edit}/listings/de-DE`, headers, Buffer.from('no gzip'));
    expect(broken.status).toBe(400);
  });
});
