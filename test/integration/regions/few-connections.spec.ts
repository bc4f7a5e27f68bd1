import { ApplyChangeSet, CreateChangeSet, PreviewChangeSet } from '@portolan/regions';
import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { PurchaseProbe } from './race/purchase-probe';
import { decideOne, openStore, putApp, type RegionsApp, staffMember, startRegions } from './support';

/** Far less than the 30 s after which a statement gives up. */
const SOON_MS = 10_000;

async function soon<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const tooLate = wait(SOON_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error('They wait for each other.');
  });
  tooLate.catch(() => undefined);
  return Promise.race([work, tooLate]).finally(() => late.abort());
}

describe('where connections are scarce', () => {
  let regions: RegionsApp;
  afterEach(() => regions.close());

  async function start(connections: number): Promise<{ app: string; probe: PurchaseProbe }> {
    regions = await startRegions(connections);
    await openStore(regions);
    return { app: await putApp(regions), probe: await PurchaseProbe.on(regions) };
  }

  /** Whoever asks for the epoch meanwhile waits, one behind the other. */
  async function holdingEpoch(waiters: number, others: () => Promise<unknown>[]): Promise<unknown[]> {
    const outside = new Client({ connectionString: regions.database.url });
    await outside.connect();
    await outside.query('BEGIN; LOCK TABLE region_epoch IN EXCLUSIVE MODE');
    const waiting = others();
    for (const one of waiting) one.catch(() => undefined);
    const blocked = `SELECT 1 FROM pg_locks l WHERE l.relation = 'region_epoch'::regclass AND NOT l.granted`;
    while ((await regions.database.query(blocked)).length < waiters) await wait(10);
    await outside.end();
    return Promise.all(waiting);
  }

  it('a set is applied at once while those who wait for it hold all other connections', async () => {
    const { app, probe } = await start(2);
    const manager = staffMember('market-manager');
    const block = {
      do: 'issue-prohibition' as const,
      type: 'court-injunction' as const,
      items: { itemIds: [app] },
      markets: { expression: 'FR', coversFutureMarkets: false },
      retention: 'full' as const,
      reason: 'order 7 O 1/26',
    };
    const proposal = { title: 'A set', reason: 'a test', edits: [block], actor: manager };
    const { id: changeSetId } = await regions.module.get(CreateChangeSet).execute(proposal);
    const { diff } = await regions.module.get(PreviewChangeSet).execute({ changeSetId, actor: manager });
    const apply = { changeSetId, hash: diff.hash, actor: manager };
    const done = holdingEpoch(2, () => [
      regions.module.get(ApplyChangeSet).execute(apply),
      wait(200).then(() => probe.buy(app, 0)),
    ]);
    const [applied, bought] = await soon(done);
    expect([applied, bought]).toEqual([expect.objectContaining({ state: 'applied' }), true]);
    expect((await decideOne(regions, app, 'FR')).allowed).toBe(false);
  });

  it('a purchase does not wait for rules that somebody reads who waits for its connection', async () => {
    const { app, probe } = await start(1);
    for (let round = 0; round < 5; round++) {
      await regions.database.query('UPDATE region_epoch SET token = gen_random_uuid()');
      const questions = Array.from({ length: 3 }, () => decideOne(regions, app, 'DE'));
      const answers = await soon(Promise.all([probe.buy(app, 0), ...questions]));
      expect(answers[0]).toBe(true);
    }
  });
});
