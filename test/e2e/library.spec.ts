import { HaltRelease } from '@portolan/catalog';
import { PullKillSwitch } from '@portolan/regions';
import { lift } from '../support/change-sets';
import { createHash } from 'node:crypto';
import { aConsumer, api, type Person } from '../support/people';
import { someone } from '../support/publishing';
import { buy, order, sellApp, type Shop, startShop } from '../support/shop';

const NAME = 'org.library.app';

describe('the library and its downloads', () => {
  let shop: Shop;
  let appId: string;
  let ada: Person;
  beforeAll(async () => {
    shop = await startShop();
    appId = await sellApp(shop, NAME);
    ada = await aConsumer(shop);
    await buy(shop, ada, appId);
  });
  afterAll(() => shop.close());
  afterEach(() => shop.clock.release());

  const link = (person = ada) => api(shop, person.token).get(`/v1/library/${NAME}/download`);
  /** The signed path, without the public address in front of it. */
  const signedPath = async () => new URL((await link()).body.url as string).pathname;
  const fetchFile = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const answer = await fetch(shop.url + path, { method, headers });
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  };

  it('delivers the very bytes that were uploaded, named and tagged', async () => {
    const granted = await link();
    expect(granted).toMatchObject({ status: 200, body: { versionCode: 1 } });
    const file = await fetchFile(new URL(granted.body.url as string).pathname);
    expect(file.status).toBe(200);
    expect(createHash('sha256').update(file.bytes).digest('hex')).toBe(granted.body.sha256);
    expect(file.bytes.length).toBe(granted.body.sizeBytes);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      etag: `"${granted.body.sha256 as string}"`,
      'content-type': 'application/vnd.android.package-archive',
      'content-disposition': `attachment; filename="${NAME}-1.apk"`,
      'accept-ranges': 'bytes',
      'content-length': String(granted.body.sizeBytes),
    });
  });

  it('delivers parts, so that a broken download goes on', async () => {
    const path = await signedPath();
    const whole = await fetchFile(path);
    const size = whole.bytes.length;
    const etag = whole.headers.get('etag') ?? '';
    const first = await fetchFile(path, { range: 'bytes=0-99' });
    const rest = await fetchFile(path, { range: 'bytes=100-', 'if-range': etag });
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-99/${size}`]);
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true);
    expect((await fetchFile(path, { range: 'bytes=-10' })).bytes.equals(whole.bytes.subarray(-10))).toBe(
      true,
    );
    const changed = await fetchFile(path, { range: 'bytes=100-', 'if-range': '"another"' });
    expect([changed.status, changed.bytes.length]).toEqual([200, size]);
    const outside = await fetchFile(path, { range: `bytes=${size}-` });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
    expect((await fetchFile(path, { 'if-none-match': etag })).status).toBe(304);
    const head = await fetchFile(path, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), head.bytes.length]).toEqual([
      200,
      String(size),
      0,
    ]);
  });

  it('forgets a link after five minutes, and never believes one that it did not make', async () => {
    const path = await signedPath();
    const [payload = '', signature = ''] = path.slice('/v1/downloads/'.length).split('.');
    const tampered = Buffer.from(
      Buffer.from(payload, 'base64url').toString().replace(/^\d+/, '9999999999999'),
    );
    for (const token of [
      `${tampered.toString('base64url')}.${signature}`,
      `${payload}.${signature}.x`,
      `${payload}.${signature}=`,
      `${payload}.`,
      payload,
      'x.y',
      'x',
    ])
      expect((await fetchFile(`/v1/downloads/${token}`)).status).toBe(404);
    shop.clock.advance(5 * 60_000);
    const late = await api(shop).get(path);
    expect(late).toMatchObject({ status: 410, body: { code: 'download-expired' } });
  });

  it('is for owners only', async () => {
    const eve = await aConsumer(shop);
    expect((await link(eve)).body).toMatchObject({ status: 404, code: 'library-item-not-found' });
    const unknown = await api(shop, eve.token).get('/v1/library/org.library.nothing/download');
    expect(unknown.body.code).toBe('library-item-not-found');
    expect((await api(shop).get('/v1/library')).status).toBe(401);
  });

  it.each([
    ['full', 200],
    ['update-only', 451],
    ['freeze', 451],
    ['revoke', 451],
  ] as const)('obeys a block with retention %s', async (retention, status) => {
    const legal = someone('legal');
    const { id } = await shop.app.get(PullKillSwitch).execute({
      target: { itemId: appId },
      markets: 'DE',
      retention,
      reason: 'court',
      actor: legal,
    });
    expect((await link()).status).toBe(status);
    await lift(shop.app, id);
    expect((await link()).status).toBe(200);
  });

  it('holds free apps too, newest first, and says when there is nothing to deliver', async () => {
    const free = await sellApp(shop, 'org.library.free', { free: true });
    const placed = await order(shop, ada, [free]);
    expect(placed.body).toMatchObject({ order: { status: 'paid', total: { amount: 0 } }, payment: null });
    const first = await api(shop, ada.token).get('/v1/library?limit=1');
    const second = await api(shop, ada.token).get(
      `/v1/library?limit=1&cursor=${first.body.nextCursor as string}`,
    );
    const names = [...first.body.data, ...second.body.data].map(
      (one: { packageName: string }) => one.packageName,
    );
    expect([names, second.body.nextCursor]).toEqual([['org.library.free', NAME], null]);
    const [release] = await shop.database.query<{ id: string }>('SELECT id FROM release WHERE app_id = $1', [
      free,
    ]);
    const actor = { kind: 'account', accountId: shop.owner.accountId, staffRoles: [] } as const;
    await shop.app.get(HaltRelease).execute({ releaseId: release?.id ?? '', reason: 'broken', actor });
    const halted = await api(shop, ada.token).get('/v1/library/org.library.free/download');
    expect(halted.body).toMatchObject({ status: 409, code: 'nothing-to-deliver' });
  });
});
