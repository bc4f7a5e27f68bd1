import { DecideAvailability, PutItem, SeedRegions, SetItemFacts, ViewMarket } from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { type RegionsApp, startRegions } from './support';

describe('items that regions is told of', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await regions.module.get(SeedRegions).execute();
  });
  afterAll(() => regions.close());

  const app = () => ({
    id: randomUUID(),
    kind: 'app' as const,
    category: 'app/game',
    publisherId: randomUUID(),
    attributes: { gambling: false },
  });

  it('keeps what it was told, in revisions that are remembered', async () => {
    const item = app();
    await regions.module.get(PutItem).execute(item);
    await regions.module.get(SetItemFacts).execute({ itemId: item.id, published: true, free: true });
    await regions.module
      .get(SetItemFacts)
      .execute({ itemId: item.id, prices: [{ market: 'DE', currency: 'EUR' }] });
    const [row] = await regions.database.query(
      'SELECT published, free, prices, ordinal FROM region_item WHERE id = $1',
      [item.id],
    );
    expect(row).toEqual({
      published: true,
      free: true,
      prices: [{ market: 'DE', currency: 'EUR' }],
      ordinal: 0,
    });
    const history = await regions.database.query(
      'SELECT revision FROM region_item_history WHERE item_id = $1',
      [item.id],
    );
    expect(history).toHaveLength(3);
  });

  it.each([
    [{ category: 'App/Game' }, 'invalid-category'],
    [{ attributes: { colour: 'red' } }, 'invalid-attribute'],
    [{ attributes: { gambling: 'no' } }, 'invalid-attribute'],
    [{ kind: 'in-app-product' as const }, 'invalid-item-parent'],
    [{ parentId: randomUUID() }, 'invalid-item-parent'],
  ])('refuses %j', async (wrong, code) => {
    const item = { ...app(), ...wrong };
    await expect(regions.module.get(PutItem).execute(item)).rejects.toMatchObject({ code });
    expect(await regions.database.query('SELECT id FROM region_item WHERE id = $1', [item.id])).toEqual([]);
  });

  it('refuses facts about an item that it was never told of', async () => {
    const facts = { itemId: randomUUID(), published: true };
    await expect(regions.module.get(SetItemFacts).execute(facts)).rejects.toMatchObject({
      code: 'item-not-found',
    });
  });

  it('does not list what nothing allows', async () => {
    const view = await regions.module.get(ViewMarket).execute({ market: 'DE', action: 'list' });
    expect([view.count('app'), view.page({ category: 'app', after: null, limit: 10 })]).toEqual([0, []]);
    const unknown = { itemId: randomUUID(), market: 'DE', action: 'list' as const };
    expect(await regions.module.get(DecideAvailability).execute({ questions: [unknown] })).toEqual([null]);
  });
});
