import { PutTesters } from '@portolan/catalog';
import { SetItemFacts } from '@portolan/regions';
import { readFileSync } from 'node:fs';
import { verifyAddress } from '../../support/mail';
import { openMarkets, selectTerritories, setPrice } from '../../support/markets';
import { aConsumer, aStaffMember, api, type Client } from '../../support/people';
import { newPublisher, publishing } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';
import { type Asked, bytesOf, type Identity, identity, withoutNames } from './identity';
import { ROUTES } from './routes';

interface Operation {
  tags: string[];
}
const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const OPEN_TO_CONSUMERS = ['storefront', 'consumer', 'decisions'];
const routes = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, { tags }]) => tags.some((tag) => OPEN_TO_CONSUMERS.includes(tag)))
    .map(([method]) => `${method.toUpperCase()} ${path}`),
);

/**
 * What is asked, and every fifth question also for its headers alone and by a client with a copy of some other answer: how
 * a route treats those does not hang on its parameters.
 */
function variants(asked: Asked, index: number): Asked[] {
  if (asked.method !== 'GET' || index % 5 !== 0) return [asked];
  const conditional = ['*', 'W/"a-tag", "another"'].map((tag) => ({
    ...asked,
    headers: { ...asked.headers, 'if-none-match': tag },
  }));
  return [asked, { ...asked, method: 'HEAD' }, ...conditional];
}

type NamingRoute = { naming: (item: Identity) => Asked[] };
const named = Object.entries(ROUTES).flatMap(([name, route]) =>
  'naming' in route && route.naming !== undefined
    ? [[name, { naming: route.naming }] as [string, NamingRoute]]
    : [],
);

describe('what is under embargo', () => {
  let store: TestApp;
  let tokens: (string | null)[];
  let before: Map<string, string>;
  let staff: Client;
  /** `tested` is an app that production never had, with a release that its testers have. */
  const secret = { app: identity('zephyrs'), device: identity('mistral'), tested: identity('passats') };
  const unknown = { app: identity('borealx'), device: identity('siroccy'), tested: identity('monsoon') };
  const KINDS = ['app', 'device', 'tested'] as const;
  const publisher = newPublisher();

  const everything = Object.values(ROUTES).flatMap((route) =>
    'none' in route ? [] : (route.everything ?? []),
  );
  const send = (asked: Asked, token: string | null) =>
    bytesOf(store.url, {
      ...asked,
      headers: { ...asked.headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    });

  /** Everything that does not name an item, without the tags: those carry the epoch, which every change raises. */
  async function seen(): Promise<Map<string, string>> {
    const answers = new Map<string, string>();
    for (const asked of everything.flatMap((one) => [one, { ...one, method: 'HEAD' }])) {
      for (const token of tokens) {
        const answer = (await send(asked, token)).replace(/^etag: .*$/im, '').replace(/"epoch":\d+/, '');
        answers.set(`${asked.method} ${asked.path} ${token === null ? 'anonymous' : 'signed in'}`, answer);
      }
    }
    return answers;
  }

  const makeDevice = async ({ slug, title }: Pick<Identity, 'slug' | 'title'>, launch: object | null) => {
    const made = await staff.post('/v1/ops/devices', {
      publisherId: publisher.publisherId,
      slug,
      category: 'device/phone',
      names: { en: { name: `${title} phone`, summary: 'Nobody knows' } },
      attributes: {},
      ...(launch === null ? {} : { launch, releasedOn: '2026-07-01' }),
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const id = made.body.id as string;
    await selectTerritories(store, id, 'WORLD');
    await setPrice(store, id, 'DE', 29_900, 'EUR');
    return id;
  };

  const putToTest = async ({ packageName, title }: Identity) => {
    const { draftApp, submit, approve } = publishing(store);
    const appId = await draftApp(publisher, { packageName, title });
    const tester = await aConsumer(store);
    await verifyAddress(store, tester.email);
    const { actor } = publisher;
    await store.app.get(PutTesters).execute({ appId, track: 'internal', emails: [tester.email], actor });
    await approve(await submit(publisher, appId, packageName, 1, { track: 'internal' }));
    await selectTerritories(store, appId, 'WORLD');
    const path = `/v1/library/${packageName}/download`;
    // So that it is known to be there to be found.
    expect((await api(store, tester.token).get(path)).status).toBe(200);
    return appId;
  };

  beforeAll(async () => {
    store = await startTestApp();
    store.clock.set('2026-05-01T00:00:00Z');
    await openMarkets(store, 'DE', 'US');
    staff = api(store, (await aStaffMember(store, 'market-manager')).token);
    tokens = [null, (await aConsumer(store)).token];
    const known = await publishing(store).publishApp(publisher, {
      packageName: 'org.leak.known',
      title: 'Known',
    });
    await selectTerritories(store, known.appId, 'WORLD');
    await makeDevice({ slug: 'known-phone', title: 'Known' }, null);
    before = await seen();

    const { packageName, title } = secret.app;
    const { appId } = await publishing(store).publishApp(publisher, { packageName, title });
    secret.app.itemId = appId;
    const test = await publishing(store).submit(publisher, appId, packageName, 2, { track: 'open' });
    await publishing(store).approve(test);
    const launch = {
      time: { kind: 'instant' as const, at: Date.parse('2026-07-01') },
      before: 'embargo' as const,
    };
    await store.app.get(SetItemFacts).execute({ itemId: appId, launch });
    await selectTerritories(store, appId, 'WORLD');
    secret.tested.itemId = await putToTest(secret.tested);
    secret.device.itemId = await makeDevice(secret.device, { at: '2026-07-01T00:00:00Z', before: 'embargo' });
  }, 120_000);
  afterAll(() => store.close());

  it('has a case for every route that a consumer may call', () => {
    const missing = routes.filter((route) => !(route in ROUTES));
    const message = 'Add what these routes may be asked to test/e2e/leaks/routes.ts';
    expect({ message, missing }).toEqual({ message, missing: [] });
    expect(Object.keys(ROUTES).filter((route) => !routes.includes(route))).toEqual([]);
    expect(routes.length).toBeGreaterThan(10);
  });

  /** Pairs of answers about the hidden items and about none, with their names taken out. */
  async function* compared({ naming }: NamingRoute) {
    for (const kind of KINDS) {
      const others = naming(unknown[kind]).flatMap(variants);
      for (const [index, asked] of naming(secret[kind]).flatMap(variants).entries()) {
        for (const token of tokens) {
          const told = withoutNames(await send(asked, token), secret[kind]);
          const other = withoutNames(await send(others[index] as Asked, token), unknown[kind]);
          yield { question: `${asked.method} ${asked.path}`, told, other };
        }
      }
    }
  }

  it.each(named)(
    'is, byte for byte, as if there were none: %s',
    async (_, route) => {
      let questions = 0;
      for await (const { question, told, other } of compared(route)) {
        expect({ question, answer: told }).toEqual({ question, answer: other });
        questions++;
      }
      expect(questions).toBeGreaterThan(3);
    },
    300_000,
  );

  it('is no secret to staff, who take part in its open test', async () => {
    const route = `/v1/library/${secret.app.packageName}/open-test`;
    expect((await staff.call('PUT', route)).status).toBe(204);
    expect((await staff.call('DELETE', route)).status).toBe(204);
  });

  it('leaves every list, search, count and library as it was before it was made', async () => {
    expect([...(await seen())]).toEqual([...before]);
    expect(before.size).toBeGreaterThan(40);
  });

  it('is told from what does not exist as soon as the embargo ends, so that the comparison means something', async () => {
    store.clock.set('2026-07-02T00:00:00Z');
    tokens = [null, (await aConsumer(store)).token];
    const telling: string[] = [];
    for (const [name, route] of named) {
      for await (const { told, other } of compared(route)) {
        if (told === other) continue;
        telling.push(name);
        break;
      }
    }
    // No order has the name of an item, and whoever leaves an open test is told nothing of it.
    const silent = /\{orderId\}|^DELETE .*open-test/;
    expect(telling).toEqual(named.map(([name]) => name).filter((name) => !silent.test(name)));
    expect([...(await seen()).values()]).not.toEqual([...before.values()]);
  }, 300_000);
});
