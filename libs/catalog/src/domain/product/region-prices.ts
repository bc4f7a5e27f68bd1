import { DomainError, type FieldError, type Money } from '@portolan/platform';

/** A price in one region. */
export interface RegionPrice {
  readonly money: Money;
  /** Worked out from the default price by the store's rates, and worked out anew when it is asked for again. */
  readonly converted: boolean;
}

/** By region: a market's code. */
export type RegionPrices = ReadonlyMap<string, RegionPrice>;

/** As many as there can be markets. */
export const REGION_PRICES_MAX = 512;

/** Prices to set by region; `null` takes one away. What is not named stays. */
export type PriceChanges = Readonly<Record<string, Money | null>>;

/**
 * @param tender the currencies that are legal tender in a market now, or null for a market that does not exist
 * @throws DomainError `prices-invalid` with one entry in `errors[]` for each fault: unknown region, another currency than is
 *   legal tender there, an amount that can never be charged. Nothing is changed then.
 */
export function checkPrices(
  changes: PriceChanges,
  tender: (region: string) => readonly string[] | null,
): void {
  const errors: FieldError[] = [];
  for (const [region, money] of Object.entries(changes)) {
    if (money === null) continue;
    const fault = faultOf(region, money, tender(region));
    if (fault !== null) errors.push({ pointer: `/prices/${region}`, ...fault });
  }
  if (errors.length > 0)
    throw new DomainError('invalid', 'prices-invalid', 'Some prices cannot be set; nothing was changed.', {
      errors: errors.slice(0, 50),
    });
}

/** The prices after a change: named ones are set or taken away, all others stay. */
export function changedPrices(before: RegionPrices, changes: PriceChanges): Map<string, RegionPrice> {
  const after = new Map(before);
  for (const [region, money] of Object.entries(changes))
    if (money === null) after.delete(region);
    else after.set(region, { money, converted: false });
  return after;
}

/** Fills in what nobody has set a price for; what was worked out before is worked out anew, or goes where it cannot be. */
export function filledPrices(
  prices: RegionPrices,
  converted: readonly { readonly market: string; readonly money: Money }[],
  removed: PriceChanges,
): Map<string, RegionPrice> {
  const after = new Map([...prices].filter(([, price]) => !price.converted));
  for (const { market, money } of converted)
    if (!after.has(market) && removed[market] !== null) after.set(market, { money, converted: true });
  return after;
}

export function samePrices(a: RegionPrices, b: RegionPrices): boolean {
  if (a.size !== b.size) return false;
  for (const [region, { money, converted }] of a) {
    const other = b.get(region);
    if (other === undefined || other.converted !== converted || !other.money.equals(money)) return false;
  }
  return true;
}

function faultOf(
  region: string,
  money: Money,
  tender: readonly string[] | null,
): Pick<FieldError, 'code' | 'detail'> | null {
  if (tender === null) return { code: 'market-not-found', detail: `There is no region ${region}.` };
  const { code } = money.currency;
  if (!tender.includes(code)) {
    const detail = `${code} is no legal tender in ${region}; ${tender.join(', ') || 'nothing'} is.`;
    return { code: 'currency-not-tender', detail };
  }
  try {
    money.assertChargeable();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, detail: error.detail };
  }
}
