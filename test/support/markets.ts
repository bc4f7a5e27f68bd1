import { SetPrices } from '@portolan/payments';
import { systemActor } from '@portolan/platform';
import { SeedRegions, SelectTerritories } from '@portolan/regions';
import { openStoreIn } from './change-sets';
import type { TestApp } from './test-app';

const actor = systemActor('test');

/** The world's markets, these of them open, and a plan that offers everything in all of them. */
export async function openMarkets(store: TestApp, ...codes: string[]): Promise<void> {
  await store.app.get(SeedRegions).execute();
  await openStoreIn(store.app, ...codes);
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
