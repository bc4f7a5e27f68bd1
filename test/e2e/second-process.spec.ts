import { PullKillSwitch } from '@portolan/regions';
import { setTimeout as wait } from 'node:timers/promises';
import { openMarkets, selectTerritories, setPrice } from '../support/markets';
import { newPublisher, publishing, someone } from '../support/publishing';
import { StoreProcess } from '../support/store-process';
import { startTestApp, type TestApp } from '../support/test-app';

/** Enough for a machine that has much else to do; a change that nobody follows is never shown. */
const HANGING_MS = 45_000;
const NAME = 'the second process';
/** Finds changes by looking alone. */
const UNTOLD = { CHANGE_HINTS: 'none' };

interface Shown {
  status: number;
  titles: string[];
  price: number | null;
  epoch: number;
}

/** This process changes; a second one, with a pool, an atlas and kept lists of its own, is asked. */
describe('what one process commits', () => {
  let store: TestApp;
  let other: StoreProcess;
  const publisher = newPublisher();
  const ids = new Map<string, string>();

  const publish = async (title: string) => {
    const wish = { packageName: `org.two.${title}`, title, pricing: 'paid' as const };
    const { appId } = await publishing(store).publishApp(publisher, wish);
    ids.set(title, appId);
    await setPrice(store, appId, 'DE', 100, 'EUR');
    await selectTerritories(store, appId, 'WORLD');
  };
  const kill = (title: string) =>
    store.app.get(PullKillSwitch).execute({
      target: { itemId: ids.get(title) ?? '' },
      markets: 'DE',
      retention: 'full',
      reason: 'It does harm.',
      actor: someone('market-manager'),
    });

  beforeAll(async () => {
    store = await startTestApp();
    await openMarkets(store, 'DE');
    for (const title of ['alpha', 'beta', 'gamma']) await publish(title);
    other = await StoreProcess.beside(store, NAME, UNTOLD);
    expect(await until(({ status }) => status === 200)).toMatchObject({ titles: ['alpha', 'beta', 'gamma'] });
  }, 120_000);
  afterAll(async () => {
    await other.kill();
    await store.close();
  });

  /** The list of the second process; the same address each time, so that it may be one that it keeps. */
  async function shown(): Promise<Shown> {
    const answer = await fetch(`${other.url}/v1/storefront/DE/apps?sort=name`);
    const { data = [], epoch = 0 } = (await answer.json()) as {
      data?: { title: string; price: { amount: number } }[];
      epoch?: number;
    };
    const price = data[0]?.price.amount ?? null;
    return { status: answer.status, titles: data.map(({ title }) => title), price, epoch };
  }

  /** The first answer of which this is true, or the last one before it was given up. */
  async function until(isWanted: (answer: Shown) => boolean): Promise<Shown> {
    const start = performance.now();
    for (;;) {
      const answer = await shown();
      if (isWanted(answer) || performance.now() - start > HANGING_MS) return answer;
      await wait(20);
    }
  }

  const cut = async () => {
    const ended = await store.database.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1',
      [NAME],
    );
    expect(ended.length).toBeGreaterThan(0);
  };

  /** What it shows from then on, once it shows this. */
  async function settles(titles: string[]): Promise<void> {
    const { epoch } = await until((answer) => answer.titles.join() === titles.join());
    for (let again = 0; again < 5; again++) {
      const later = await shown();
      expect(later).toMatchObject({ status: 200, titles });
      expect(later.epoch).toBeGreaterThanOrEqual(epoch);
    }
  }

  it('is shown by the other: a kill switch, an app that is new, a price', async () => {
    await kill('alpha');
    await settles(['beta', 'gamma']);
    const page = await fetch(`${other.url}/v1/storefront/DE/apps/org.two.alpha`);
    expect(((await page.json()) as { availability: { state: string } }).availability.state).toBe('blocked');
    await publish('delta');
    await settles(['beta', 'delta', 'gamma']);
    await setPrice(store, ids.get('beta') ?? '', 'DE', 250, 'EUR');
    expect((await until(({ price }) => price === 250)).price).toBe(250);
  }, 180_000);

  it('is shown by the other although nobody tells it, and although its connections were cut meanwhile', async () => {
    await cut();
    await kill('beta');
    await settles(['delta', 'gamma']);
    await cut();
    // All that there is of it is what stands in the tables: no code of ours was there to give a hint.
    await store.database.query(
      `WITH raised AS (UPDATE region_item_revision SET revision = revision + 1 RETURNING revision)
       UPDATE region_item SET published = false, revision = r.revision, shown_revision = r.revision
         FROM raised r WHERE id = $1`,
      [ids.get('gamma')],
    );
    await settles(['delta']);
  }, 180_000);

  it('is all in the first answer of a process that was away', async () => {
    await other.kill();
    await kill('delta');
    await publish('epsilon');
    other = await StoreProcess.beside(store, NAME, UNTOLD);
    const first = await until(({ status }) => status === 200);
    expect(first).toMatchObject({ status: 200, titles: ['epsilon'] });
    await publish('zeta');
    await settles(['epsilon', 'zeta']);
  }, 180_000);

  it('is shown by a process that would look for it in ten minutes, because it is told, again after its connections were cut', async () => {
    await other.kill();
    other = await StoreProcess.beside(store, NAME, { CHANGE_POLL_MS: '600000' });
    expect((await until(({ status }) => status === 200)).titles).toEqual(['epsilon', 'zeta']);
    await publish('eta');
    await settles(['epsilon', 'eta', 'zeta']);
    await kill('zeta');
    await settles(['epsilon', 'eta']);
    await cut();
    await kill('eta');
    await settles(['epsilon']);
    await setPrice(store, ids.get('epsilon') ?? '', 'DE', 333, 'EUR');
    expect((await until(({ price }) => price === 333)).price).toBe(333);
  }, 180_000);
});
