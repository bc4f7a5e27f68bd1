import { AddMarket, DecideAsKnown, type Edit, GetMarket, IssueProhibition } from '@portolan/regions';
import { carryOut, takeBack } from '../../support/change-sets';
import { codesOf, decideOne, openStore, putApp, type RegionsApp, startRegions, store } from './support';

describe('a market whose place others take', () => {
  let regions: RegionsApp;
  let app: string;
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    app = await putApp(regions);
    for (const code of ['US-N', 'US-S'])
      await regions.module.get(AddMarket).execute({
        code,
        name: code,
        zone: 'America/Chicago',
        currencies: ['USD'],
        actor: store,
      });
  });
  afterAll(() => regions.close());

  const succeed = (market: string, successors: string[], from?: string): Edit => ({
    do: 'succeed-market',
    market,
    successors,
    ...(from && { from: new Date(from) }),
    reason: 'it split',
  });
  const open = (market: string): Edit => ({
    do: 'change-market-status',
    market,
    status: 'open',
    reason: 'ready',
  });

  it('has the rules that named it hold in them, from the day on, for as long as nobody says otherwise', async () => {
    await regions.module.get(IssueProhibition).execute({
      type: 'court-injunction',
      items: { itemIds: [app] },
      markets: { expression: 'US', coversFutureMarkets: false },
      retention: 'full',
      reason: 'an order of 2025',
      actor: store,
    });
    await carryOut(regions.module, open('US-N'), open('US-S'));
    expect((await decideOne(regions, app, 'US-N')).allowed).toBe(true);
    const known = regions.clock.now();
    const { changeSetId, needsApproval } = await carryOut(
      regions.module,
      succeed('US', ['US-N', 'US-S'], '2026-06-01T00:00:00Z'),
      { ...open('US'), status: 'closed', from: new Date('2026-06-01T00:00:00Z') } as Edit,
    );
    expect(needsApproval).toBe(true);
    expect(await decideOne(regions, app, 'US-N')).toMatchObject({
      allowed: true,
      nextChange: { at: Date.parse('2026-06-01T00:00:00Z'), allowed: false },
    });
    const after = await decideOne(regions, app, 'US-S', 'acquire', '2026-06-01T00:00:00Z');
    expect(codesOf(after)).toEqual(['LEGAL.COURT_INJUNCTION']);
    const detail = (code: string) => regions.module.get(GetMarket).execute({ code });
    expect((await detail('US-S')).predecessors).toEqual([
      { market: 'US', from: Date.parse('2026-06-01T00:00:00Z') },
    ]);
    expect((await detail('US')).market.successors).toHaveLength(2);

    regions.clock.set('2026-03-02T12:00:00Z');
    const at = new Date('2026-06-01T00:00:00Z');
    const questions = [{ itemId: app, market: 'US-S', action: 'acquire' as const, at }];
    const knownAt = new Date(known.getTime() + 60_000);
    const [then] = await regions.module.get(DecideAsKnown).execute({ questions, knownAt });
    expect(then?.allowed).toBe(false);
    await takeBack(regions.module, changeSetId);
    expect((await decideOne(regions, app, 'US-S', 'acquire', '2026-06-01T00:00:00Z')).allowed).toBe(true);
    expect((await detail('US-S')).predecessors).toEqual([]);
    const [before] = await regions.module.get(DecideAsKnown).execute({ questions, knownAt });
    expect(before?.allowed).toBe(false);
  });

  it('is not taken in a circle, nor by what is unknown', async () => {
    await carryOut(regions.module, succeed('US-N', ['US-S']));
    await expect(carryOut(regions.module, succeed('US-S', ['US-N']))).rejects.toMatchObject({
      code: 'invalid-market',
    });
    await expect(carryOut(regions.module, succeed('US-S', ['QQ']))).rejects.toMatchObject({
      code: 'market-not-found',
    });
    const itself = regions.database.query(
      `INSERT INTO market_successor SELECT version, market, market, valid_from, recorded_from FROM market_successor LIMIT 1`,
    );
    await expect(itself).rejects.toMatchObject({ constraint: 'market_successor_other' });
  });
});
