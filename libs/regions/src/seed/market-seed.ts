import { iso31661, iso31662 } from 'iso-3166';
import type { Market } from '../domain/market/market';
import { currenciesOf } from './market-currencies';
import { marketSlots } from './market-slots';
import { SUBDIVISIONS } from './market-subdivisions';
import { primaryZones } from './market-zones';

/** A market as the world gives it; whether and since when the store sells there is the operator's to say. */
export type MarketSeed = Omit<Market, 'statuses' | 'addedAt'>;

/** Not in ISO 3166; the code that the European Union and CLDR use for Kosovo. */
const KOSOVO = 'XK';

/**
 * Every ISO 3166-1 territory, Kosovo, and the subdivisions with rules of their own, by slot. A territory with a code of
 * its own has no parent: PR is no part of `US` here, nor RE of `FR` or HK of `CN`; groups join them where a rule does.
 * Sources: the packages `iso-3166` (codes, subdivisions) and `cldr-core` (zones, currencies), read at run time, and
 * the platform's own English names.
 */
export function marketSeed(): MarketSeed[] {
  const zones = primaryZones();
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const territories = [...iso31661.map((entry) => entry.alpha2), KOSOVO].map((code): MarketSeed => {
    const zone = required(zones.get(code), `a zone for ${code}`);
    const name = names.of(code) ?? code;
    return { code, parent: null, name, zone, currencies: currenciesOf(code, zone), slot: slotOf(code) };
  });
  const byCode = new Map(iso31662.map((entry) => [entry.code, entry]));
  const subdivisions = SUBDIVISIONS.map(({ code, zone }): MarketSeed => {
    const { name } = required(byCode.get(code), `a subdivision ${code}`);
    const parent = code.slice(0, 2);
    return { code, parent, name, zone, currencies: currenciesOf(parent, zone), slot: slotOf(code) };
  });
  return [...territories, ...subdivisions].sort((a, b) => a.slot - b.slot);
}

function slotOf(code: string): number {
  return required(marketSlots.get(code), `a slot for ${code}: append it to market-slots.ts`);
}

/** What is missing here is missing in an installed package or in this folder: a fault of ours, not of a caller. */
function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The market seed lacks ${what}.`);
  return value;
}
