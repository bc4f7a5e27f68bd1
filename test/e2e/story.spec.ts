import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, api } from '../support/client';
import { openMarkets } from '../support/markets';
import { aConsumer, aPublisherOwner, aStaffMember, type Owner, type Person } from '../support/people';
import { orderBecomes, send, type Shop } from '../support/shop';
import { startTestApp } from '../support/test-app';

const PACKAGE = 'io.appium.android.apis';
const apk = readFileSync(join(__dirname, '../../node_modules/android-apidemos/apks/ApiDemos-debug.apk'));
const sha256 = createHash('sha256').update(apk).digest('hex');

/** The whole thin path on a real package, over HTTP only, in the order in which it happens to a store. */
describe('a package travels through the store', () => {
  let shop: Shop;
  let owner: Owner;
  let reviewer: Person, manager: Person, lawyer: Person;
  let anna: Person, dora: Person, bob: Person;
  let appId: string, releaseId: string, orderId: string, prohibitionId: string;

  beforeAll(async () => {
    const store = await startTestApp({ REVIEW_POLICY: 'demo' });
    await openMarkets(store, 'DE', 'US');
    owner = await aPublisherOwner(store, 'API Demos Inc.');
    shop = { ...store, owner };
    reviewer = await aStaffMember(store, 'reviewer');
    manager = await aStaffMember(store, 'market-manager');
    lawyer = await aStaffMember(store, 'legal');
    anna = await aConsumer(store, 'DE');
    dora = await aConsumer(store, 'DE');
    bob = await aConsumer(store, 'US');
  });
  afterAll(() => shop.close());

  const shelf = async (market: string, person?: Person): Promise<string[]> => {
    const answer = await api(shop, person?.token).get(`/v1/storefront/${market}/apps?q=api+demos`);
    expect(answer.status).toBe(200);
    return (answer.body.data as { packageName: string }[]).map(({ packageName }) => packageName);
  };
  const counted = async (market: string): Promise<number> => {
    const { body } = await api(shop).get(`/v1/storefront/${market}/categories`);
    return (
      (body.data as { path: string; count: number }[]).find(({ path }) => path === 'app/tools')?.count ?? 0
    );
  };
  const purchase = (person: Person, market: string): Promise<Answer> =>
    send(shop, person, '/v1/orders', { market, items: [{ itemId: appId }] });
  /** The test store learns its port only after it was told its public address. */
  const here = (url: string): string => shop.url + new URL(url).pathname;
  const codes = (answer: Answer): string[] =>
    (answer.body.reasons as { code: string }[]).map(({ code }) => code);

  it('is created, uploaded, described, priced and submitted by its publisher', async () => {
    const me = api(shop, owner.token);
    const created = await me.post(`/v1/publishers/${owner.publisherId}/apps`, {
      packageName: PACKAGE,
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'paid',
    });
    expect(created.status).toBe(201);
    appId = created.body.id;
    const uploaded = await me.call('POST', `/v1/apps/${appId}/artifacts`, {
      raw: apk,
      headers: { 'content-type': 'application/vnd.android.package-archive' },
    });
    expect(uploaded.status).toBe(201);
    expect(uploaded.body).toMatchObject({ versionCode: 25, sha256, sizeBytes: apk.length });
    for (const [locale, title] of [
      ['en', 'API Demos'],
      ['de', 'API-Vorführungen'],
    ]) {
      const text = {
        title,
        shortDescription: 'What Android can do',
        fullDescription: 'One screen for each API.',
      };
      expect((await me.put(`/v1/apps/${appId}/listings/${locale}`, text)).status).toBe(200);
    }
    expect(
      (await me.put(`/v1/apps/${appId}/territories`, { expression: 'WORLD - US', coversFutureMarkets: true }))
        .status,
    ).toBe(200);
    expect(
      (await me.put(`/v1/apps/${appId}/prices`, { prices: [{ market: 'DE', amount: 199, currency: 'EUR' }] }))
        .status,
    ).toBe(200);
    const release = await me.post(`/v1/apps/${appId}/releases`, {
      artifactId: uploaded.body.id,
      notes: { en: 'The first.' },
    });
    releaseId = release.body.id;
    const submitted = await me.post(`/v1/releases/${releaseId}/submit`, {});
    expect(submitted.status).toBe(200);
    expect(submitted.body.status).toBe('submitted');
    expect(submitted.body.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'debuggable', severity: 'warn' }),
        expect.objectContaining({ code: 'debug-certificate', severity: 'warn' }),
      ]),
    );
    expect(await shelf('DE')).toEqual([]);
  });

  it('goes live when a reviewer approves it', async () => {
    const staff = api(shop, reviewer.token);
    const queue = await staff.get('/v1/ops/reviews');
    expect((queue.body.data as { id: string }[]).map(({ id }) => id)).toContain(releaseId);
    expect((await staff.post(`/v1/ops/reviews/${releaseId}/take`, {})).status).toBe(200);
    const { contentHash } = (await staff.get(`/v1/ops/reviews/${releaseId}`)).body;
    const wish = { contentHash, message: 'Looks fine.' };
    const approved = await staff.post(`/v1/ops/reviews/${releaseId}/approve`, wish);
    expect(approved.body.status).toBe('live');
  });

  it('is found in DE, in the language of the reader, with its price', async () => {
    expect(await shelf('DE')).toEqual([PACKAGE]);
    expect(await counted('DE')).toBe(1);
    const page = await api(shop).get(`/v1/storefront/DE/apps/${PACKAGE}`, {
      headers: { 'accept-language': 'de-AT,de;q=0.8' },
    });
    expect(page.body).toMatchObject({
      locale: 'de',
      title: 'API-Vorführungen',
      price: { amount: 199, currency: 'EUR' },
      availability: { state: 'available' },
    });
  });

  it('is seen nowhere in US, and a purchase there says why', async () => {
    expect(await shelf('US', bob)).toEqual([]);
    expect(await counted('US')).toBe(0);
    const refused = await purchase(bob, 'US');
    expect(refused.status).toBe(403);
    expect(refused.body.code).toBe('market-unavailable');
    expect(codes(refused)).toContain('COMMERCIAL.NOT_SELECTED_BY_PUBLISHER');
  });

  it('is bought in DE with a card that asks for authentication', async () => {
    const placed = await purchase(anna, 'DE');
    expect(placed.status).toBe(201);
    orderId = placed.body.order.id;
    const paying = await send(shop, anna, `/v1/orders/${orderId}/pay`, {
      paymentMethod: 'pm_card_authenticationRequired',
    });
    expect(paying.body.payment.status).toBe('requires_action');
    expect((await api(shop, anna.token).get('/v1/library')).body.data).toEqual([]);
    const page = await fetch(paying.body.payment.nextActionUrl as string);
    expect(await page.text()).toContain('1.99 EUR');
    expect((await fetch(`${paying.body.payment.nextActionUrl}/complete`, { method: 'POST' })).status).toBe(
      200,
    );
    await orderBecomes(shop, anna, orderId, 'paid');
    const library = await api(shop, anna.token).get('/v1/library');
    expect(library.body.data).toMatchObject([{ packageName: PACKAGE, status: 'active' }]);
  });

  it('is downloaded, whole and in part, with the checksum of the upload', async () => {
    const link = await api(shop, anna.token).get(`/v1/library/${PACKAGE}/download`);
    expect(link.body).toMatchObject({ sha256, sizeBytes: apk.length, versionCode: 25 });
    const whole = Buffer.from(await (await fetch(here(link.body.url as string))).arrayBuffer());
    expect(createHash('sha256').update(whole).digest('hex')).toBe(sha256);
    const part = await fetch(here(link.body.url as string), { headers: { range: 'bytes=1000-1999' } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(apk.subarray(1_000, 2_000))).toBe(true);
    expect((await api(shop, bob.token).get(`/v1/library/${PACKAGE}/download`)).status).toBe(404);
  });

  it('is gone from DE when staff pull the kill switch', async () => {
    const pulled = await api(shop, manager.token).post('/v1/ops/kill-switch', {
      itemId: appId,
      markets: 'DE',
      retention: 'freeze',
      reason: 'A leak of keys',
    });
    expect(pulled.status).toBe(201);
    prohibitionId = pulled.body.id;
    expect(await shelf('DE')).toEqual([]);
    expect(await counted('DE')).toBe(0);
    const refused = await purchase(dora, 'DE');
    expect(refused.status).toBe(451);
    expect(refused.headers.get('cache-control')).toBe('private, no-store');
    expect(codes(refused)).toContain('LEGAL.KILL_SWITCH');
  });

  it('follows the retention of the block for its owner: frozen means no update and no new copy', async () => {
    const owned = api(shop, anna.token);
    const update = await owned.post('/v1/storefront/DE/updates', {
      installed: [{ packageName: PACKAGE, versionCode: 24 }],
    });
    expect(update.body.updates).toEqual([]);
    expect(update.body.blocked).toMatchObject([{ packageName: PACKAGE }]);
    expect((await owned.get(`/v1/library/${PACKAGE}/download`)).status).toBe(451);
  });

  it('is lifted by two people, one of them of the role legal, and everything is back', async () => {
    const edits = [{ do: 'lift-prohibition', prohibitionId, reason: 'Keys were replaced' }];
    const proposal = { title: 'On sale again', reason: 'Keys were replaced', edits };
    const { body } = await api(shop, manager.token).post('/v1/ops/change-sets/proposals', proposal);
    expect(body.diff.firstGained).toEqual([{ itemId: appId, title: expect.any(String) }]);
    const step = `/v1/ops/change-sets/${body.set.id}`;
    const hash = { hash: body.diff.hash };
    expect((await api(shop, lawyer.token).post(`${step}/approve`, hash)).body.state).toBe('approved');
    expect((await api(shop, manager.token).post(`${step}/apply`, hash)).body.state).toBe('applied');
    expect(await shelf('DE')).toEqual([PACKAGE]);
    const update = await api(shop, anna.token).post('/v1/storefront/DE/updates', {
      installed: [{ packageName: PACKAGE, versionCode: 24 }],
    });
    expect(update.body.updates).toMatchObject([{ packageName: PACKAGE, versionCode: 25, sha256 }]);
    expect((await purchase(dora, 'DE')).status).toBe(201);
  });

  it('keeps updates going when the block says update-only', async () => {
    await api(shop, manager.token).post('/v1/ops/kill-switch', {
      itemId: appId,
      markets: 'DE',
      retention: 'update-only',
      reason: 'A dispute',
    });
    const update = await api(shop, anna.token).post('/v1/storefront/DE/updates', {
      installed: [{ packageName: PACKAGE, versionCode: 24 }],
    });
    expect(update.body.updates).toMatchObject([{ packageName: PACKAGE, versionCode: 25 }]);
  });

  it('leaves a trail of who did what', async () => {
    const trail = await api(shop, lawyer.token).get('/v1/ops/audit?limit=100');
    const actions = (trail.body.data as { action: string }[]).map(({ action }) => action);
    for (const action of [
      'app.create',
      'release.submit',
      'release.approve',
      'order.place',
      'prohibition.lift',
    ])
      expect(actions).toContain(action);
  });
});
