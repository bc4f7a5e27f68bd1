import { AddMarket, IssueProhibition } from '@portolan/regions';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('markets that are added later', () => {
  let regions: RegionsApp;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
  });
  afterAll(() => regions.close());

  it('are those that were added after a rule was made, whichever clock was ahead', async () => {
    const app = await putApp(regions);
    const add = (code: string) =>
      regions.module
        .get(AddMarket)
        .execute({ code, name: code, zone: 'Europe/Berlin', currencies: ['EUR'], actor: store });
    regions.clock.advance(3_600_000);
    await add('QM');
    regions.clock.advance(-3_600_000);
    await regions.module.get(IssueProhibition).execute({
      type: 'sanctions',
      items: { itemIds: [app] },
      markets: { expression: 'WORLD', coversFutureMarkets: false },
      retention: 'full',
      reason: 'a test',
      actor: store,
    });
    await add('QN');
    const codes = async (market: string) => codesOf(await decideOne(regions, app, market));
    expect(await codes('QM')).toContain('LEGAL.SANCTIONS');
    expect(await codes('QN')).not.toContain('LEGAL.SANCTIONS');
  });
});
