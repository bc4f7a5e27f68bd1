import { ListCache } from '../../apps/api/src/storefront/cache/list-cache';
import { PutDeviceRules, PutListing } from '@portolan/catalog';
import { PullKillSwitch, LiveAtlas } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { openMarkets, selectTerritories, setPrice } from '../support/markets';
import { aConsumer, api } from '../support/people';
import { newPublisher, publishing, someone } from '../support/publishing';
import { startTestApp, type TestApp } from '../support/test-app';

describe('lists that are kept as bytes', () => {
  let store: TestApp;
  const publisher = newPublisher();
  const ids: string[] = [];
  beforeAll(async () => {
    store = await startTestApp({ RATE_LIMIT: 'true', REQUESTS_A_MINUTE: '400' });
    await openMarkets(store, 'DE', 'FR');
    for (const name of ['one', 'two', 'three']) {
      const wish = { packageName: `org.kept.${name}`, title: name, pricing: 'paid' as const };
      const { appId } = await publishing(store).publishApp(publisher, wish);
      await selectTerritories(store, appId, 'WORLD');
      await setPrice(store, appId, 'DE', 499, 'EUR');
      ids.push(appId);
    }
  });
  afterAll(() => store.close());

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${store.url}/v1/storefront/${path}`, { headers });
  const rows = async (path: string, headers: Record<string, string> = {}) =>
    ((await (await ask(path, headers)).json()) as { data: { id: string; title: string; price: unknown }[] })
      .data;
  const counted = async () => {
    const text = await (await fetch(`${store.url}/metrics`)).text();
    const line =
      /http_request_duration_seconds_count\{method="GET",route="\/v1\/storefront\/:market\/apps",status="200"\} (\d+)/;
    return Number(line.exec(text)?.[1] ?? 0);
  };

  it('are the same answers with the same headers as the pipeline gives, each with its own request id', async () => {
    const path = 'DE/apps?sort=name';
    const slow = await ask(path, { cookie: 'of=somebody', 'x-request-id': 'slow' });
    const before = await counted();
    const answers = [
      await ask(path, { 'x-request-id': 'a' }),
      await ask(path, { 'x-request-id': 'b' }),
      await ask(path),
    ];
    const shown = (answer: Response) =>
      [...answer.headers]
        .filter(([name]) => !/^(date|x-request-id|ratelimit-remaining|ratelimit-reset)$/.test(name))
        .sort();
    const body = await slow.text();
    for (const answer of answers) {
      expect([answer.status, await answer.text()]).toEqual([200, body]);
      expect(shown(answer)).toEqual(shown(slow));
    }
    expect(answers[0]?.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answers[0]?.headers.get('x-request-id')).toBe('a');
    expect(answers[1]?.headers.get('x-request-id')).toBe('b');
    expect(answers[2]?.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await counted()).toBe(before + 3);
    const left = answers.map((answer) => Number(answer.headers.get('ratelimit-remaining')));
    expect(left[1]).toBe((left[0] ?? 0) - 1);
  });

  it('answer a client that has them with 304, and name the epoch in their tag', async () => {
    const first = await ask('DE/apps');
    const { epoch } = (await first.json()) as { epoch: number };
    const tag = first.headers.get('etag') ?? '';
    expect(tag.startsWith(`"${epoch}-`)).toBe(true);
    const again = await ask('DE/apps', { 'if-none-match': `W/${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect(again.headers.get('content-type')).toBeNull();
    expect(again.headers.get('vary')).toContain('Accept-Language');
  });

  it('are told apart by market, question and languages', async () => {
    const titles = async (path: string, language?: string) =>
      (await rows(path, language === undefined ? {} : { 'accept-language': language })).map(
        ({ title }) => title,
      );
    const german = {
      appId: ids[0] ?? '',
      locale: 'de',
      title: 'eins',
      shortDescription: '',
      fullDescription: '',
    };
    await store.app.get(PutListing).execute({ ...german, actor: publisher.actor });
    for (let round = 0; round < 3; round++) {
      expect((await titles('DE/apps?sort=name')).sort()).toEqual(['one', 'three', 'two']);
      expect((await titles('DE/apps?sort=name', 'de;q=0.9')).sort()).toEqual(['eins', 'three', 'two']);
      expect((await titles('DE/apps?sort=name&locale=de', 'en')).sort()).toEqual(['eins', 'three', 'two']);
      expect(await titles('FR/apps')).toEqual([]);
      expect(await titles('DE/apps?limit=1')).toHaveLength(1);
    }
  });

  it('show what was just changed here: a text, a price, a kill switch', async () => {
    const [id = ''] = ids;
    const row = async () => (await rows('DE/apps')).find((app) => app.id === id);
    for (let round = 0; round < 3; round++) {
      const english = {
        appId: id,
        locale: 'en',
        title: `one ${round}`,
        shortDescription: '',
        fullDescription: '',
      };
      await store.app.get(PutListing).execute({ ...english, actor: publisher.actor });
      expect((await row())?.title).toBe(`one ${round}`);
      await setPrice(store, id, 'DE', 500 + round, 'EUR');
      expect((await row())?.price).toEqual({ amount: 500 + round, currency: 'EUR' });
    }
    const target = { itemId: id };
    await store.app.get(PullKillSwitch).execute({
      target,
      markets: 'DE',
      retention: 'full',
      reason: 'It does harm.',
      actor: someone('market-manager'),
    });
    expect(await row()).toBeUndefined();
    const counts = (await (await ask('DE/categories')).json()) as { data: { count: number }[] };
    expect(counts.data[0]?.count).toBe(2);
  });

  it('are not kept for one device: what runs there follows rules that change no list', async () => {
    const device = encodeURIComponent(JSON.stringify({ sdk: 35, model: 'Pixel 8' }));
    const path = `DE/apps?device=${device}`;
    const fits = async () =>
      ((await (await ask(path)).json()) as { data: { id: string; fits: boolean }[] }).data.find(
        (app) => app.id === ids[1],
      )?.fits;
    for (const excludedModels of [[], ['Pixel 8'], []]) {
      const rules = { appId: ids[1] ?? '', minRamBytes: null, excludedModels };
      await store.app.get(PutDeviceRules).execute({ ...rules, actor: publisher.actor });
      for (let round = 0; round < 2; round++) expect(await fits()).toBe(excludedModels.length === 0);
    }
  });

  it('are remembered for short addresses and languages only', async () => {
    const cache = store.app.get(ListCache);
    const long = 'x'.repeat(600);
    const before = cache.size;
    const plain = await (await ask('DE/apps')).text();
    const languages: Record<string, string>[] = [{}, { 'accept-language': `en, ${long}` }];
    for (const headers of languages)
      expect(await (await ask(`DE/apps?unknown=${long}`, headers)).text()).toBe(plain);
    expect(cache.size).toBeLessThanOrEqual(before + 1);
    expect((await ask('DE/apps?unknown=short')).status).toBe(200);
    expect(cache.size).toBe(before + 2);
  });

  it('do not help whoever sends a bad token, nor whoever asks wrongly', async () => {
    expect((await ask('DE/apps')).status).toBe(200);
    expect((await ask('DE/apps', { authorization: 'Bearer nonsense' })).status).toBe(401);
    for (const [path, status] of [
      ['DE/apps?limit=0', 400],
      ['XX/apps', 404],
      ['DE/apps?category=app/nowhere', 422],
      ['DE/apps?cursor=abc', 400],
    ] as const) {
      for (let round = 0; round < 2; round++) {
        const answer = await ask(path);
        expect([path, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
          path,
          status,
          'application/problem+json',
        ]);
      }
    }
  });

  it('go on while the process may not sell, which the health says and an order is told', async () => {
    const buyer = api(store, (await aConsumer(store)).token);
    const item = { market: 'DE', items: [{ itemId: ids[1] }] };
    const order = () => buyer.post('/v1/orders', item, { headers: { 'idempotency-key': randomUUID() } });
    const placed = await order();
    expect(placed.status).toBe(201);
    const pay = () =>
      buyer.post(
        `/v1/orders/${placed.body.order.id}/pay`,
        { paymentMethod: 'pm_card_de' },
        { headers: { 'idempotency-key': randomUUID() } },
      );
    const health = async () => {
      const answer = await fetch(`${store.url}/health/ready`);
      return [answer.status, ((await answer.json()) as { code?: string }).code];
    };
    const live = store.app.get(LiveAtlas);
    const shown = await (await ask('DE/apps')).text();
    await store.database.query('ALTER TABLE region_item_revision RENAME TO out_of_reach');
    try {
      await expect(live.catchUp()).rejects.toThrow();
      store.clock.sleep(31_000);
      expect(await health()).toEqual([503, 'availability-stale']);
      for (const refused of [await order(), await pay()]) {
        expect([refused.status, refused.body.code]).toEqual([503, 'availability-stale']);
        expect(refused.headers.get('retry-after')).toBe('5');
      }
      const listed = await ask('DE/apps');
      expect([listed.status, await listed.text()]).toEqual([200, shown]);
      // And what is not kept yet is put together from what was known last.
      expect(await rows('DE/apps?limit=1')).toHaveLength(1);
    } finally {
      await store.database.query('ALTER TABLE out_of_reach RENAME TO region_item_revision');
    }
    await live.catchUp();
    expect((await health())[0]).toBe(200);
    expect((await pay()).status).toBe(200);
  });

  it('count for the limit of their network, which ends them, too', async () => {
    let last: Response | undefined;
    for (let i = 0; i < 15 && last?.status !== 429; i++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask('DE/apps')));
      last = answers.find(({ status }) => status === 429);
    }
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await last?.json()) as { code: string }).code).toBe('too-many-requests');
  });
});
