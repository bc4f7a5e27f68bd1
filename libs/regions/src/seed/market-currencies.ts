import currencyData from 'cldr-core/supplemental/currencyData.json';
import { localTimeToInstant } from '../domain/market/local-time';
import type { MarketCurrency } from '../domain/market/market';
import type { Instant } from '../domain/period';

/** Tender that ended before the euro began answers no question that a store is asked. */
const EARLIEST_END = '1999-01-01';
const DAY = 86_400_000;

interface CldrPeriod {
  readonly _from?: string;
  readonly _to?: string;
  readonly _tender?: string;
}

const REGIONS: Readonly<Record<string, readonly Readonly<Record<string, CldrPeriod | undefined>>[]>> =
  currencyData.supplemental.currencyData.region;

/**
 * A territory's legal tender, the preferred one first. CLDR dates whole days, the last one included; a currency
 * begins and ends at midnight in the market's zone. So Bulgaria has two in January 2026: EUR from the 1st, BGN to the end of the 31st.
 */
export function currenciesOf(territory: string, zone: string): MarketCurrency[] {
  const periods = (REGIONS[territory] ?? []).flatMap((entry) =>
    Object.entries(entry).map(([currency, period]) => ({ currency, ...period })),
  );
  return periods
    .filter(({ _tender, _to }) => _tender !== 'false' && (_to === undefined || _to >= EARLIEST_END))
    .map(({ currency, _from, _to }) => ({
      currency,
      from: _from === undefined ? null : midnight(zone, _from),
      until: _to === undefined ? null : midnight(zone, dayAfter(_to)),
    }));
}

/** The beginning of a day in a zone; `null` before 1970, which is long before any question. */
export function midnight(zone: string, date: string): Instant | null {
  return date < '1970-01-02' ? null : localTimeToInstant(zone, `${date}T00:00`);
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
}
