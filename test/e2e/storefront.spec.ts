import { HaltRelease, PutListing } from '@portolan/catalog';
import { PullKillSwitch } from '@portolan/regions';
import { openMarkets, selectTerritories, setPrice } from '../support/markets';
import { aStaffMember, api, type Client } from '../support/people';
import { newPublisher, publishing, someone } from '../support/publishing';
import { startTestApp, type TestApp } from '../support/test-app';

describe('the storefront', () => {
  let store: TestApp;
  let visitor: Client;
  const publisher = newPublisher();
  const ids: Record<'chess' | 'notes' | 'paid', string> = { chess: '', notes: '', paid: '' };

  beforeAll(async () => {
    store = await startTestApp();
    store.clock.set('2026-05-01T00:00:00Z');
    visitor = api(store);
    await openMarkets(store, 'DE', 'FR', 'US');
    const { publishApp } = publishing(store);
    const publish = async (wish: Parameters<typeof publishApp>[1], territories: string) => {
      const { appId } = await publishApp(publisher, wish);
      await selectTerritories(store, appId, territories);
      return appId;
    };
    ids.chess = await publish(
      { packageName: 'org.front.chess', title: 'Chess Master', category: 'app/game/board' },
      'WORLD - US',
    );
    ids.notes = await publish({ packageName: 'org.front.notes', title: 'Notes' }, 'WORLD');
    ids.paid = await publish({ packageName: 'org.front.paid', title: 'Paid Maps', pricing: 'paid' }, 'WORLD');
    await setPrice(store, ids.paid, 'DE', 499, 'EUR');
    await store.app.get(PutListing).execute({
      appId: ids.chess,
      locale: 'de',
      title: 'Schachmeister',
      shortDescription: 'Das Spiel der Könige',
      fullDescription: 'Ausführlich.',
      actor: publisher.actor,
    });
  });
  afterAll(() => store.close());

  const packages = async (path: string) => {
    const answer = await visitor.get(`/v1/storefront/${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    return (answer.body.data as { packageName: string }[]).map(({ packageName }) => packageName);
  };

  it('shows each market what it may have, and nothing else in lists, searches and counts', async () => {
    const all = ['org.front.chess', 'org.front.notes', 'org.front.paid'];
    expect(await packages('DE/apps?sort=name')).toEqual(all);
    expect((await packages('DE/apps')).sort()).toEqual(all);
    expect(await packages('FR/apps?sort=name')).toEqual(['org.front.chess', 'org.front.notes']);
    expect(await packages('US/apps')).toEqual(['org.front.notes']);
    expect(await packages('DE/apps?q=chess')).toEqual(['org.front.chess']);
    expect(await packages('US/apps?q=chess')).toEqual([]);
    expect(await packages('US/apps?q=org.front.chess')).toEqual([]);
    expect(await packages('US/apps?category=app/game')).toEqual([]);
    const counts = await visitor.get('/v1/storefront/US/categories?locale=de');
    expect(counts.body.data).toEqual([
      { path: 'app', name: 'Apps', count: 1 },
      { path: 'app/tools', name: 'Tools', count: 1 },
    ]);
  });

  it('tells the price of the market and the texts of the reader’s language', async () => {
    const german = { headers: { 'accept-language': 'de-AT,en;q=0.5' } };
    const list = await visitor.get('/v1/storefront/DE/apps?sort=name', german);
    expect(list.headers.get('vary')).toContain('Accept-Language');
    expect(list.body.data).toMatchObject([
      { title: 'Notes', locale: 'en', free: true, price: null, availability: { state: 'available' } },
      { title: 'Paid Maps', price: { amount: 499, currency: 'EUR' } },
      { title: 'Schachmeister', locale: 'de' },
    ]);
    const page = await visitor.get('/v1/storefront/DE/apps/org.front.chess?locale=de', {
      headers: { 'accept-language': 'en' },
    });
    expect(page.body).toMatchObject({
      title: 'Schachmeister',
      fullDescription: 'Ausführlich.',
      locales: ['de', 'en'],
      availability: { state: 'available', reasons: [] },
    });
  });

  it('says of a known app why it is not to be had here', async () => {
    const page = await visitor.get('/v1/storefront/US/apps/org.front.chess');
    expect(page.status).toBe(200);
    expect(page.body.availability.state).toBe('not-offered');
    const unpriced = await visitor.get('/v1/storefront/FR/apps/org.front.paid');
    expect([unpriced.status, unpriced.body.price]).toEqual([200, null]);
    expect(unpriced.body.availability.state).not.toBe('available');
  });

  it('answers a client that has the answer with 304, until something changes', async () => {
    const first = await visitor.get('/v1/storefront/DE/apps');
    const tag = first.headers.get('etag') ?? '';
    const headers = { 'if-none-match': `"other", W/${tag}` };
    const again = await visitor.get('/v1/storefront/DE/apps', { headers });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, null, tag]);
    await store.app.get(PutListing).execute({
      appId: ids.notes,
      locale: 'en',
      title: 'Notes!',
      shortDescription: '',
      fullDescription: '',
      actor: publisher.actor,
    });
    expect((await visitor.get('/v1/storefront/DE/apps', { headers })).status).toBe(200);
  });

  it('refuses what it cannot read, precisely', async () => {
    const cursor = (key: unknown) => Buffer.from(JSON.stringify([key, ids.chess])).toString('base64url');
    for (const [path, status, code] of [
      ['XX/apps', 404, 'market-not-found'],
      ['XX/apps/org.front.chess', 404, 'market-not-found'],
      ['XX/apps/org.front.unknown', 404, 'market-not-found'],
      ['de/apps', 400, 'request-invalid'],
      ['DE/apps?limit=0', 400, 'request-invalid'],
      ['DE/apps?sort=price', 400, 'request-invalid'],
      ['DE/apps?locale=german', 400, 'request-invalid'],
      ['DE/apps?cursor=abc', 400, 'cursor-invalid'],
      [`DE/apps?sort=newest&cursor=${cursor('0000-01-01T00:00:00Z')}`, 400, 'cursor-invalid'],
      [`DE/apps?q=a&cursor=${cursor('text')}`, 400, 'cursor-invalid'],
      [`DE/apps?q=a&cursor=${cursor(Number.MAX_SAFE_INTEGER)}`, 200, undefined],
      [`DE/apps?sort=name&cursor=${cursor('\ud800')}`, 200, undefined],
      [`DE/apps?cursor=${cursor(-7)}`, 200, undefined],
      ['DE/apps?category=device/phone', 200, undefined],
      ['DE/apps?category=app/nowhere', 422, 'category-unknown'],
      ['DE/apps?sort=relevance', 422, 'sort-needs-query'],
      ['DE/apps/org.front.unknown', 404, 'app-not-found'],
      ['DE/devices/unknown', 404, 'device-not-found'],
    ] as const) {
      const answer = await visitor.get(`/v1/storefront/${path}`);
      expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
    }
  });

  it('hides an embargoed device as if there were none, until its hour', async () => {
    store.clock.set('2026-06-01T00:00:00Z');
    const staff = api(store, (await aStaffMember(store, 'market-manager')).token);
    const made = await staff.post('/v1/ops/devices', {
      publisherId: publisher.publisherId,
      slug: 'secret-phone',
      category: 'device/phone',
      names: { en: { name: 'Secret Phone', summary: 'Nobody knows' } },
      attributes: { 'chipset.vendor': 'qualcomm' },
      launch: { at: '2026-07-01T00:00:00Z', before: 'embargo' },
      releasedOn: '2026-07-01',
    });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const id = made.body.id as string;
    await selectTerritories(store, id, 'WORLD');
    await setPrice(store, id, 'DE', 29_900, 'EUR');

    const look = async (slug: string) => {
      const headers = { 'x-request-id': 'same' };
      const answer = await visitor.get(`/v1/storefront/DE/devices/${slug}`, { headers });
      const shown = [...answer.headers].filter(([name]) => !['date', 'content-length'].includes(name));
      return JSON.stringify([answer.status, answer.body, shown]).replaceAll(slug, '');
    };
    expect(await look('secret-phone')).toBe(await look('no-such-one'));
    expect((await visitor.get('/v1/storefront/DE/devices?q=secret')).body.data).toEqual([]);
    expect(JSON.stringify((await visitor.get('/v1/storefront/DE/categories')).body)).not.toContain('device');

    store.clock.set('2026-07-01T00:00:00Z');
    expect((await visitor.get('/v1/storefront/DE/devices?q=secret')).body.data).toMatchObject([
      { slug: 'secret-phone', name: 'Secret Phone', price: { amount: 29_900, currency: 'EUR' } },
    ]);
    expect((await visitor.get('/v1/storefront/DE/devices/secret-phone')).body).toMatchObject({
      availability: { state: 'available' },
      releasedOn: '2026-07-01',
      attributes: { 'chipset.vendor': 'qualcomm' },
    });
  });

  it('offers updates of free apps and of nothing that is not owned, and says what holds one back', async () => {
    const { submit, approve } = publishing(store);
    await approve(await submit(publisher, ids.notes, 'org.front.notes', 2));
    await approve(await submit(publisher, ids.paid, 'org.front.paid', 2));
    const installed = [
      { packageName: 'org.front.notes', versionCode: 1 },
      { packageName: 'org.front.chess', versionCode: 1 },
      { packageName: 'org.front.paid', versionCode: 1 },
      { packageName: 'org.front.unknown', versionCode: 1 },
    ];
    const check = (body: object) => visitor.post('/v1/storefront/DE/updates', body);
    const answer = await check({ installed });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      updates: [{ packageName: 'org.front.notes', versionCode: 2, versionName: '1.2' }],
      blocked: [],
    });
    const other = { ...installed[0], certificateSha256: 'a'.repeat(64) };
    expect((await check({ installed: [other] })).body).toMatchObject({
      updates: [],
      blocked: [{ packageName: 'org.front.notes', code: 'signer-differs' }],
    });
    expect((await check({ installed: Array.from({ length: 501 }, () => installed[0]) })).status).toBe(400);
  });

  it('closes at once: a kill switch takes an app out of lists, and its retention holds updates back', async () => {
    await store.app.get(PullKillSwitch).execute({
      target: { itemId: ids.notes },
      markets: 'DE',
      retention: 'freeze',
      reason: 'It does harm.',
      actor: someone('market-manager'),
    });
    expect(await packages('DE/apps')).not.toContain('org.front.notes');
    expect(await packages('FR/apps')).toContain('org.front.notes');
    const installed = [{ packageName: 'org.front.notes', versionCode: 1 }];
    const held = await visitor.post('/v1/storefront/DE/updates', { installed });
    expect(held.body).toMatchObject({
      updates: [],
      blocked: [{ packageName: 'org.front.notes', code: 'update-not-allowed' }],
    });
    expect((await visitor.post('/v1/storefront/FR/updates', { installed })).body.updates).toHaveLength(1);
  });

  it('has nothing of an app whose only release was halted', async () => {
    const { publishApp } = publishing(store);
    const { appId, releaseId } = await publishApp(publisher, {
      packageName: 'org.front.halted',
      title: 'Halted',
    });
    await selectTerritories(store, appId, 'WORLD');
    expect(await packages('DE/apps?q=halted')).toEqual(['org.front.halted']);
    await store.app.get(HaltRelease).execute({ releaseId, reason: 'crashes', actor: publisher.actor });
    expect(await packages('DE/apps?q=halted')).toEqual([]);
    expect((await visitor.get('/v1/storefront/DE/apps/org.front.halted')).status).toBe(404);
  });
});
