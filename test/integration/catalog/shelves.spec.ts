import {
  BrowseApps,
  BrowseDevices,
  CountCategories,
  CreateDevice,
  GetAppPage,
  PutListing,
} from '@portolan/catalog';
import { type MarketView, ViewMarket } from '@portolan/regions';
import { localeRank } from '../../../libs/catalog/src/domain/locale';
import { openMarkets, selectTerritories, setPrice } from '../../support/markets';
import { newPublisher, publishing, someone, type TestPublisher } from '../../support/publishing';
import { startTestApp, type TestApp } from '../../support/test-app';

describe('shelves', () => {
  let store: TestApp;
  let publisher: TestPublisher;
  const ids: string[] = [];
  beforeAll(async () => {
    store = await startTestApp();
    publisher = newPublisher();
    await openMarkets(store, 'DE', 'FR');
    const titles = ['Weather Watch', 'Über Notizen', 'Chess Master', 'Notes', '日本語の辞書', 'Ärger'];
    for (const [n, title] of titles.entries()) {
      const category = title === 'Chess Master' ? 'app/game/board' : 'app/tools';
      const wish = { packageName: `org.shelf.a${n}`, title, category };
      // Lists go by the second.
      store.clock.advance(1_000);
      ids.push((await publishing(store).publishApp(publisher, wish)).appId);
      await selectTerritories(store, ids.at(-1) ?? '', n === 0 ? 'WORLD - FR' : 'WORLD');
    }
    await store.app.get(PutListing).execute({
      appId: ids[2] ?? '',
      locale: 'de',
      title: 'Schachmeister',
      shortDescription: 'Spielen',
      fullDescription: 'Lang.',
      actor: publisher.actor,
    });
  });
  afterAll(() => store.close());

  const view = (market = 'DE'): Promise<MarketView> =>
    store.app.get(ViewMarket).execute({ market, action: 'list' });
  const browse = async (more: Partial<Parameters<BrowseApps['execute']>[0]> = {}) =>
    store.app.get(BrowseApps).execute({ view: await view(), locales: ['en'], page: { limit: 20 }, ...more });
  const titles = async (more: Partial<Parameters<BrowseApps['execute']>[0]>) =>
    (await browse(more)).data.map(({ title }) => title);

  it('find a name by its beginning, its middle, another spelling, another language and another script', async () => {
    expect(await titles({ q: 'weath' })).toEqual(['Weather Watch']);
    expect(await titles({ q: 'über' })).toEqual(['Über Notizen']);
    expect(await titles({ q: 'ÜBER not' })).toEqual(['Über Notizen']);
    expect(await titles({ q: 'weathr' })).toEqual(['Weather Watch']);
    expect(await titles({ q: 'schach' })).toEqual(['Chess Master']);
    expect(await titles({ q: 'schach', locales: ['de-AT'] })).toEqual(['Schachmeister']);
    expect(await titles({ q: '辞書' })).toEqual(['日本語の辞書']);
    expect(await titles({ q: 'org.shelf.a3' })).toEqual(['Notes']);
    expect((await titles({ q: 'not' }))[0]).toBe('Notes');
  });

  it('take any text as text', async () => {
    for (const q of ["'", '\\', '%', '_', ':*', '!!', '&|!()', "x' & y", '<->', '\u{1F600}', 'a'.repeat(100)])
      expect(Array.isArray(await titles({ q }))).toBe(true);
    expect(await titles({ q: '%' })).toEqual([]);
  });

  it('show nothing that may not be listed in the market, whatever is asked', async () => {
    const france = await view('FR');
    expect(await titles({ view: france, q: 'weather' })).toEqual([]);
    expect(await titles({ view: france, q: 'org.shelf.a0' })).toEqual([]);
    const counts = store.app.get(CountCategories).execute({ view: france, locales: ['de'] });
    expect(counts).toEqual([
      { path: 'app', name: 'Apps', count: 5 },
      { path: 'app/tools', name: 'Tools', count: 4 },
      { path: 'app/game', name: 'Spiele', count: 1 },
      { path: 'app/game/board', name: 'Brettspiele', count: 1 },
    ]);
  });

  it('page through every order without repeating or missing one', async () => {
    for (const sort of ['name', 'newest'] as const) {
      const whole = (await browse({ sort })).data.map(({ id }) => id);
      expect(new Set(whole)).toEqual(new Set(ids));
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await browse({ sort, page: { limit: 1, cursor } });
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(whole);
    }
    expect((await titles({ sort: 'newest' }))[0]).toBe('Ärger');
    expect(await titles({ category: 'app/game' })).toEqual(['Chess Master']);
    await expect(titles({ category: 'app/nothing' })).rejects.toMatchObject({ code: 'category-unknown' });
    await expect(titles({ sort: 'relevance' })).rejects.toMatchObject({ code: 'sort-needs-query' });
  });

  it('tell an app in the nearest locale', async () => {
    const page = (locales: string[]) => store.app.get(GetAppPage).execute(ids[2] ?? '', locales);
    expect(await page(['fr', 'de-CH'])).toMatchObject({
      title: 'Schachmeister',
      locale: 'de',
      locales: ['de', 'en'],
      versionCode: 1,
      minSdk: 24,
      targetSdk: 34,
      permissions: [],
    });
    expect(await page(['fr'])).toMatchObject({ title: 'Chess Master', locale: 'en' });
  });

  it('rank locales in SQL as the domain does', async () => {
    const tags = ['de', 'de-AT', 'de-DE', 'en', 'en-GB', 'zh-Hans', 'zh-Hans-CN', 'zh', 'fr'];
    const wishes = [[], ['de-AT', 'en'], ['en', 'de'], ['zh-Hans-CN'], ['zh-TW', 'de'], ['fr-CA', 'fr']];
    for (const wanted of wishes) {
      for (const tag of tags) {
        const [row] = await store.database.query<{ rank: number | null }>(
          'SELECT locale_rank($1, $2) AS rank',
          [tag, wanted],
        );
        expect([tag, wanted, row?.rank]).toEqual([tag, wanted, localeRank(tag, wanted)]);
      }
    }
  });

  it('list devices with a name for everybody', async () => {
    const command = {
      publisherId: publisher.publisherId,
      category: 'device/wearable/band',
      attributes: { standards: ['BT'] },
      actor: someone('admin'),
    };
    const create = store.app.get(CreateDevice);
    const names = {
      en: { name: 'Band 2', summary: 'Counts steps' },
      de: { name: 'Armband 2', summary: 'Zählt' },
    };
    const device = await create.execute({ ...command, slug: 'band-2', names, releasedOn: '2016-06-07' });
    await expect(create.execute({ ...command, slug: 'band-2', names })).rejects.toMatchObject({
      code: 'device-slug-taken',
    });
    await expect(
      create.execute({ ...command, slug: 'band-3', names: { de: { name: 'x', summary: '' } } }),
    ).rejects.toMatchObject({ code: 'device-names-invalid' });
    await selectTerritories(store, device.id, 'WORLD');
    await setPrice(store, device.id, 'DE', 2_990, 'EUR');
    const list = async (q: string, locales: string[]) =>
      store.app.get(BrowseDevices).execute({ view: await view(), q, locales, page: { limit: 5 } });
    expect((await list('armb', ['fr'])).data).toMatchObject([
      { slug: 'band-2', name: 'Band 2', locale: 'en', releasedOn: '2016-06-07' },
    ]);
    expect((await list('scooter', ['fr'])).data).toEqual([]);
  });
});
