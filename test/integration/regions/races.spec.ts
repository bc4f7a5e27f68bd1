import {
  DecideForPurchase,
  GetTerritories,
  PullKillSwitch,
  SelectTerritories,
  SetItemFacts,
} from '@portolan/regions';
import { setTimeout as wait } from 'node:timers/promises';
import { lift } from '../../support/change-sets';
import { PurchaseProbe } from './race/purchase-probe';
import { openStore, putApp, type RegionsApp, staffMember, startRegions, store } from './support';

const ROUNDS = 60;
const BUYERS = 6;

describe('purchases and changes at the same time', () => {
  let regions: RegionsApp;
  let probe: PurchaseProbe;
  const legal = staffMember('legal');
  beforeAll(async () => {
    regions = await startRegions();
    await openStore(regions);
    probe = await PurchaseProbe.on(regions);
  });
  afterAll(() => regions.close());

  const buy = (itemId: string, thinking: number) => probe.buy(itemId, thinking);
  const sold = (itemId: string) => probe.sold(itemId);
  const kill = (itemId: string) =>
    regions.module
      .get(PullKillSwitch)
      .execute({ target: { itemId }, markets: 'DE', retention: 'full', reason: 'race', actor: legal });

  it(`a purchase never commits after the kill switch (${ROUNDS} rounds of ${BUYERS})`, async () => {
    const outcomes = { bought: 0, refused: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      const app = await putApp(regions);
      const purchases = Array.from({ length: BUYERS }, async (_, buyer) => {
        await wait((buyer * 3 + round) % 11);
        return buy(app, (buyer + round) % 4);
      });
      await wait(round % 7);
      await kill(app);
      const soldWhenPulled = await sold(app);
      const bought = (await Promise.all(purchases)).filter((one) => one).length;
      expect([await sold(app), bought]).toEqual([soldWhenPulled, soldWhenPulled]);
      outcomes.bought += bought;
      outcomes.refused += BUYERS - bought;
    }
    // Otherwise the rounds never met, and the test would show nothing.
    expect(outcomes.bought).toBeGreaterThan(ROUNDS / 2);
    expect(outcomes.refused).toBeGreaterThan(ROUNDS / 2);
  });

  it.each(['a kill switch', 'a change of the item'])(
    'a stream of purchases does not keep %s waiting',
    async (what) => {
      const app = await putApp(regions);
      let open = true;
      const buyers = Array.from({ length: BUYERS }, async () => {
        while (open) await buy(app, 20);
      });
      await wait(100);
      const started = performance.now();
      if (what === 'a kill switch') await kill(app);
      else await regions.module.get(SetItemFacts).execute({ itemId: app, published: false });
      const waited = performance.now() - started;
      open = false;
      await Promise.all(buyers);
      expect(waited).toBeLessThan(1_000);
    },
  );

  it('an item that is withdrawn is not sold afterwards, and nobody is stuck', async () => {
    for (let round = 0; round < 20; round++) {
      const app = await putApp(regions);
      const purchases = Array.from({ length: BUYERS }, async (_, buyer) => {
        await wait(buyer);
        return buy(app, 1);
      });
      await wait(round % 5);
      await regions.module.get(SetItemFacts).execute({ itemId: app, published: false });
      const soldWhenWithdrawn = await sold(app);
      await Promise.all(purchases);
      expect(await sold(app)).toBe(soldWhenWithdrawn);
    }
  });

  it('of many who lift, and of many who save one selection, one wins', async () => {
    const app = await putApp(regions);
    const { id } = await kill(app);
    const lifts = await Promise.allSettled(Array.from({ length: 10 }, () => lift(regions.module, id)));
    expect(lifts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { version } = await regions.module.get(GetTerritories).execute({ itemId: app });
    const saves = await Promise.allSettled(
      ['DE', 'FR', 'US', 'DE + FR', 'WORLD - US'].map((expression) =>
        regions.module
          .get(SelectTerritories)
          .execute({ itemId: app, expression, coversFutureMarkets: true, ifVersion: version, actor: store }),
      ),
    );
    const refused = saves
      .filter((save) => save.status === 'rejected')
      .map(({ reason }) => (reason as { code: string }).code);
    expect(refused).toEqual(Array.from({ length: 4 }, () => 'territories-changed'));
  });

  it('a decision for a purchase outside a transaction is refused: its lock would hold nothing', async () => {
    const app = await putApp(regions);
    const question = { itemIds: [app], market: 'DE', action: 'acquire' as const };
    await expect(regions.module.get(DecideForPurchase).execute(question)).rejects.toThrow(
      'inside a transaction',
    );
  });

  it('a process whose clock is behind sells nothing that another one closed, and nothing early', async () => {
    const [closed, early, other] = [await putApp(regions), await putApp(regions), await putApp(regions)];
    const launch = { at: regions.clock.now().getTime() + 300_000, kind: 'instant' as const };
    await regions.module
      .get(SetItemFacts)
      .execute({ itemId: early, launch: { time: launch, before: 'announce' } });
    regions.clock.advance(600_000);
    await kill(closed);
    regions.clock.advance(-600_000);
    expect([await buy(closed, 0), await buy(early, 0), await buy(other, 0)]).toEqual([false, false, true]);
  });
});
