import { PutListing } from '@portolan/catalog';
import { connect } from 'node:net';
import { PublicLists } from '../../apps/api/src/storefront/public-lists';
import { openMarkets, selectTerritories, setPrice } from '../support/markets';
import { newPublisher, publishing } from '../support/publishing';
import { startTestApp, type TestApp } from '../support/test-app';

const ADDRESSES = [
  'DE/apps',
  'DE/apps?limit=2',
  'DE/apps?limit=2&category=app%2Ftools',
  'DE/apps?category=device',
  'DE/apps?sort=newest&locale=de',
  'DE/apps?sort=name&limit=1',
  'DE/apps?q=number',
  'FR/apps',
  'DE/devices',
  'DE/categories',
  'DE/categories?locale=de',
];

/** No answer is kept whole here: each list is put together anew. */
describe('lists that are put together before the framework', () => {
  let store: TestApp;
  const publisher = newPublisher();
  const ids: string[] = [];
  beforeAll(async () => {
    store = await startTestApp({
      LIST_CACHE_BYTES: '1',
      RATE_LIMIT: 'true',
      REQUESTS_A_MINUTE: '5000',
      TRUSTED_PROXIES: '127.0.0.1',
    });
    await openMarkets(store, 'DE', 'FR');
    for (let n = 0; n < 5; n++) {
      const wish = { packageName: `org.front.n${n}`, title: `Number ${n} – ü`, pricing: 'paid' as const };
      const { appId } = await publishing(store).publishApp(publisher, wish);
      await selectTerritories(store, appId, n === 0 ? 'DE' : 'WORLD');
      await setPrice(store, appId, 'DE', 100 + n, 'EUR');
      ids.push(appId);
    }
  });
  afterAll(() => store.close());

  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${store.url}/v1/storefront/${path}`, { headers });
  const shown = async (answer: Response) => ({
    status: answer.status,
    etag: answer.headers.get('etag'),
    body: await answer.text(),
  });
  /** The whole pipeline answers whoever sends a cookie. */
  const byPipeline = async (path: string, headers: Record<string, string> = {}) =>
    shown(await ask(path, { ...headers, cookie: 'a=b' }));

  const compare = async () => {
    let cursors = 0;
    for (const language of ['en', 'de, en;q=0.5']) {
      const headers = { 'accept-language': language };
      for (const address of ADDRESSES) {
        let path: string | null = address;
        for (let page = 0; path !== null && page < 4; page++) {
          const slow = await byPipeline(path, headers);
          expect([path, slow.status]).toEqual([path, 200]);
          for (let round = 0; round < 2; round++) expect(await shown(await ask(path, headers))).toEqual(slow);
          const { nextCursor } = JSON.parse(slow.body) as { nextCursor?: string | null };
          if (typeof nextCursor === 'string') cursors++;
          path =
            typeof nextCursor === 'string'
              ? `${address}${address.includes('?') ? '&' : '?'}cursor=${nextCursor}`
              : null;
        }
      }
    }
    return cursors;
  };

  it('are what the pipeline answers to the byte, on every page and in every language', async () => {
    expect(await compare()).toBeGreaterThan(6);
    const ranked = { category: 'app', after: null, limit: 20 };
    const question = { kind: 'apps', market: 'DE', ranked, locales: ['en'] } as const;
    const { body } = await byPipeline('DE/apps', { 'accept-language': 'en' });
    expect(store.app.get(PublicLists).known(question)?.json.toString()).toBe(body);
  });

  it('stay so when a text, a price or what may be listed changes', async () => {
    const [id = ''] = ids;
    const german = {
      appId: id,
      locale: 'de',
      title: 'Nummer null',
      shortDescription: '',
      fullDescription: '',
    };
    await store.app.get(PutListing).execute({ ...german, actor: publisher.actor });
    await setPrice(store, id, 'DE', 999, 'EUR');
    const rows = async () =>
      (
        (await (await ask('DE/apps?locale=de')).json()) as {
          data: { id: string; title: string; price: { amount: number } }[];
        }
      ).data;
    expect((await rows()).find((row) => row.id === id)).toMatchObject({
      title: 'Nummer null',
      price: { amount: 999 },
    });
    await compare();
    await selectTerritories(store, id, 'FR');
    expect((await rows()).map((row) => row.id)).not.toContain(id);
    await compare();
  });

  it('count for the client behind a proxy that is trusted', async () => {
    const left = async (client: string) =>
      Number((await ask('DE/apps', { 'x-forwarded-for': client })).headers.get('ratelimit-remaining'));
    const first = await left('203.0.113.7');
    expect(await left('203.0.113.7')).toBe(first - 1);
    expect(await left('198.51.100.9')).toBe(4999);
  });

  it('come in the order of their questions on one connection, whoever answers them', async () => {
    await ask('DE/apps');
    const { hostname, port } = new URL(store.url);
    const paths = ['DE/apps', 'DE/apps/org.front.n1', 'DE/categories', 'XX/apps', 'DE/apps'];
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let received = '';
      socket.on('data', (chunk) => (received += chunk.toString('latin1')));
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
      const request = (path: string, i: number) =>
        `GET /v1/storefront/${path} HTTP/1.1\r\nHost: store\r\nX-Request-Id: n${i}\r\n${i === paths.length - 1 ? 'Connection: close\r\n' : ''}\r\n`;
      socket.write(paths.map(request).join(''));
    });
    expect([...text.matchAll(/x-request-id: (n\d)/gi)].map(([, id]) => id)).toEqual([
      'n0',
      'n1',
      'n2',
      'n3',
      'n4',
    ]);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '200',
      '200',
      '200',
      '404',
      '200',
    ]);
  });
});
