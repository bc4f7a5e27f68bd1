import { ListEpochs, ReplayEpoch, SelectTerritories, SetItemFacts } from '@portolan/regions';
import { openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('the replay of an epoch', () => {
  let regions: RegionsApp;
  beforeEach(async () => {
    regions = await startRegions();
    await openStore(regions);
    regions.clock.advance(1_000);
  });
  afterEach(() => regions.close());

  const newest = async () => {
    const { data } = await regions.module.get(ListEpochs).execute({ limit: 1 });
    if (data[0] === undefined) throw new Error('There is no epoch.');
    return data[0];
  };
  const hashOf = async (epoch: number) => (await regions.module.get(ReplayEpoch).execute({ epoch })).hash;
  const select = async (itemId: string, expression: string) => {
    regions.clock.advance(1_000);
    const selection = { itemId, expression, coversFutureMarkets: true, actor: store };
    await regions.module.get(SelectTerritories).execute(selection);
    return (await newest()).epoch;
  };

  it('gives the hash that it had when it was current, and again', async () => {
    const app = await putApp(regions);
    const hashes = new Map<number, string>();
    for (const expression of ['DE', 'DE + FR', 'WORLD - US', 'DE']) {
      const epoch = await select(app, expression);
      hashes.set(epoch, await hashOf(epoch));
    }
    // Of the same instant as the last change, and of later ones.
    await regions.module.get(SetItemFacts).execute({ itemId: app, published: false });
    await putApp(regions);
    for (const [epoch, hash] of hashes) expect([epoch, await hashOf(epoch)]).toEqual([epoch, hash]);
    const [de, deAndFr, notUs, deAgain] = [...hashes.values()];
    expect(deAgain).toBe(de);
    // DE, FR and US are open, so these two say the same.
    expect(notUs).toBe(deAndFr);
    expect(deAndFr).not.toBe(de);
  });

  it('counts the items of its time, and is not found before it is raised', async () => {
    await putApp(regions);
    const one = (await newest()).epoch;
    await putApp(regions);
    const replay = regions.module.get(ReplayEpoch);
    expect((await replay.execute({ epoch: one })).items).toBe(1);
    const two = await newest();
    expect(two).toMatchObject({ actor: { kind: 'system', id: 'test' }, idCount: two.ids.length });
    expect(await replay.execute({ epoch: two.epoch })).toMatchObject({ ...two, items: 2 });
    await expect(replay.execute({ epoch: two.epoch + 1 })).rejects.toMatchObject({ code: 'epoch-not-found' });
  });

  it('lists epochs newest first, in pages', async () => {
    const list = regions.module.get(ListEpochs);
    const all = (await list.execute({ limit: 100 })).data.map(({ epoch }) => epoch);
    expect(all).toEqual(all.map((_, i) => all.length - i));
    const first = await list.execute({ limit: 1 });
    const second = await list.execute({ limit: 1, cursor: first.nextCursor ?? '' });
    expect([...first.data, ...second.data].map(({ epoch }) => epoch)).toEqual(all.slice(0, 2));
  });
});
