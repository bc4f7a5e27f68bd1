import { CreateApp, FindAppByPackage, FindOwnerOf, GetApp, ItemTitles, ListApps } from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../../support/test-app';

const actor: AccountActor = { kind: 'account', accountId: randomUUID(), staffRoles: [] };
const command = (packageName: string, publisherId: string) => ({
  publisherId,
  packageName,
  defaultLocale: 'en',
  category: 'app/tools',
  pricing: 'free' as const,
  actor,
});

describe('apps', () => {
  let store: TestApp;
  beforeAll(async () => {
    store = await startTestApp();
  });
  afterAll(() => store.close());

  it('are found by package name, by owner and by id', async () => {
    const publisherId = randomUUID();
    const app = await store.app.get(CreateApp).execute(command('org.example.found', publisherId));
    expect(await store.app.get(FindAppByPackage).execute('org.example.found')).toBe(app.id);
    expect(await store.app.get(FindAppByPackage).execute('org.example.Found')).toBeNull();
    expect(await store.app.get(FindOwnerOf).execute('app', app.id)).toEqual({ publisherId, appId: app.id });
    expect(await store.app.get(GetApp).execute(app.id)).toEqual(app);
    const titles = await store.app.get(ItemTitles).execute([app.id, randomUUID()]);
    expect([...titles.values()]).toEqual([
      {
        id: app.id,
        kind: 'app',
        title: 'org.example.found',
        publisherId,
        packageName: 'org.example.found',
        slug: null,
        free: true,
      },
    ]);
  });

  it('have one owner for each package name, whoever is first', async () => {
    const create = store.app.get(CreateApp);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => create.execute(command('org.example.race', randomUUID()))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = outcomes.flatMap((o) =>
      o.status === 'rejected' ? [(o.reason as { code: string }).code] : [],
    );
    expect(new Set(codes)).toEqual(new Set(['package-name-taken']));
  });

  it('are refused with a precise code', async () => {
    const create = store.app.get(CreateApp);
    const good = command('org.example.refused', randomUUID());
    for (const [change, code] of [
      [{ packageName: 'nodots' }, 'package-name-invalid'],
      [{ category: 'app/nowhere' }, 'category-unknown'],
      [{ category: 'device/phone' }, 'category-of-other-kind'],
      [{ category: 'app' }, 'category-of-other-kind'],
      [{ declarations: { 'rating.usk': 0 } }, 'declaration-unknown'],
      [{ declarations: { gambling: 'maybe' } }, 'invalid-attribute'],
    ] as const) {
      await expect(create.execute({ ...good, ...change })).rejects.toMatchObject({ code });
    }
    expect(await store.app.get(FindAppByPackage).execute('org.example.refused')).toBeNull();
  });

  it('are listed in pages that neither repeat nor miss one', async () => {
    const publisherId = randomUUID();
    for (let n = 0; n < 5; n++)
      await store.app.get(CreateApp).execute(command(`org.example.page${n}`, publisherId));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.app.get(ListApps).execute(publisherId, { limit: 2, cursor });
      seen.push(...page.data.map((app) => app.packageName));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([0, 1, 2, 3, 4].map((n) => `org.example.page${n}`));
  });
});
