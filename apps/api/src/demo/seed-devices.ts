import type { INestApplicationContext } from '@nestjs/common';
import { CreateDevice } from '@portolan/catalog';
import { SetPrices } from '@portolan/payments';
import { findCurrency, Money } from '@portolan/platform';
import { FindLegalTender, SelectTerritories } from '@portolan/regions';
import { ACCESSORY_MARKETS, DEMO_DEVICES, PHONE_MARKETS } from './data/demo-devices';
import { DEMO_RATES } from './data/demo-markets';
import type { SeededPeople } from './seed-people';

/** The phone maker's devices, selected for the world and priced where the store has the maker's plan. */
export async function seedDevices(app: INestApplicationContext, people: SeededPeople): Promise<void> {
  const actor = people.actor('markets@portolan.example');
  const markets = [...new Set([...PHONE_MARKETS, ...ACCESSORY_MARKETS])];
  const tender = await app.get(FindLegalTender).execute({ markets });
  for (const { name, price, ...device } of DEMO_DEVICES) {
    const { id } = await app.get(CreateDevice).execute({
      ...device,
      publisherId: people.publisherId('meridian'),
      names: { en: { name, summary: '' } },
      actor,
    });
    await app
      .get(SelectTerritories)
      .execute({ itemId: id, expression: 'WORLD', coversFutureMarkets: true, actor });
    const prices = markets.flatMap((market) => {
      const currency = tender.get(market)?.currencies.find((code) => code in DEMO_RATES);
      const converted = currency === undefined ? null : convert(price, currency);
      return converted === null ? [] : [{ market, ...converted.toJSON() }];
    });
    await app.get(SetPrices).execute({ itemId: id, kind: 'device', prices, actor });
  }
}

/** A price in another currency, in whole units of money; null where so much cannot be charged at once. */
function convert(euroCents: number, code: string): Money | null {
  const currency = findCurrency(code);
  if (currency === null) return null;
  const units = Math.max(1, Math.round((euroCents / 100) * (DEMO_RATES[code] ?? 1)));
  const money = Money.of(units * 10 ** currency.exponent, code);
  return money.toProviderAmount() > currency.maximumCharge ? null : money;
}
