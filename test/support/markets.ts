import { SetPrices } from '@portolan/payments';
import { systemActor } from '@portolan/platform';
import { ChangeMarketStatus, SeedRegions, SelectTerritories, SetPlan } from '@portolan/regions';
import type { TestApp } from './test-app';

const actor = systemActor('test');

/** The world's markets, these of them open, and a plan that offers everything in all of them. */
export async function openMarkets(store: TestApp, ...codes: string[]): Promise<void> {
  await store.app.get(SeedRegions).execute();
  for (const market of codes)
    await store.app.get(ChangeMarketStatus).execute({ market, status: 'open', reason: 'opening', actor });
  const markets = { expression: 'WORLD', coversFutureMarkets: true };
  await store.app.get(SetPlan).execute({ markets, offered: true, actor });
}

/** What the publisher of an item selects, e.g. `WORLD - US`. */
export async function selectTerritories(store: TestApp, itemId: string, expression: string): Promise<void> {
  await store.app.get(SelectTerritories).execute({ itemId, expression, coversFutureMarkets: true, actor });
}

export async function setPrice(
  store: TestApp,
  itemId: string,
  market: string,
  amount: number,
  currency: string,
) {
  await store.app.get(SetPrices).execute({ itemId, prices: [{ market, amount, currency }], actor });
}
