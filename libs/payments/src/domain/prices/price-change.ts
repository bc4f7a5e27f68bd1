import { DomainError, type FieldError, Money } from '@portolan/platform';

/** One price as it is asked for. Minor units. */
export interface PriceRequest {
  market: string;
  amount: number;
  currency: string;
  /** Whether tax is inside the amount (default true: consumers see what they pay). */
  taxInclusive?: boolean | undefined;
}

/** A price that may be set. */
export interface PriceChange {
  market: string;
  money: Money;
  taxInclusive: boolean;
}

/** Every market has at most one price, and there are at most 512 markets. */
export const PRICES_MAX = 512;

/**
 * Reads price requests; every fault of the list is reported at once, by its position.
 * @param tender the currencies that are legal tender in a market now, or null for a market that does not exist
 * @throws DomainError `prices-invalid` (422) with one entry in `errors[]` for each fault
 */
export function readPriceRequests(
  requests: readonly PriceRequest[],
  tender: (market: string) => readonly string[] | null,
): PriceChange[] {
  const errors: FieldError[] = [];
  const changes: PriceChange[] = [];
  const seen = new Set<string>();
  if (requests.length === 0 || requests.length > PRICES_MAX) {
    errors.push({ pointer: '/prices', code: 'count', detail: `Send 1 to ${PRICES_MAX} prices.` });
    throw invalid(errors);
  }
  requests.forEach((request, index) => {
    const pointer = `/prices/${index}`;
    const currencies = tender(request.market);
    if (seen.has(request.market)) {
      errors.push({ pointer, code: 'market-twice', detail: `${request.market} is named twice.` });
    } else if (currencies === null) {
      errors.push({
        pointer: `${pointer}/market`,
        code: 'market-not-found',
        detail: `There is no market ${request.market}.`,
      });
    } else if (!currencies.includes(request.currency)) {
      const detail = `${request.currency} is no legal tender in ${request.market}; ${currencies.join(', ') || 'nothing'} is.`;
      errors.push({ pointer: `${pointer}/currency`, code: 'currency-not-tender', detail });
    } else {
      const change = chargeable(request, pointer, errors);
      if (change !== null) changes.push(change);
    }
    seen.add(request.market);
  });
  if (errors.length > 0) throw invalid(errors);
  return changes;
}

function chargeable(request: PriceRequest, pointer: string, errors: FieldError[]): PriceChange | null {
  try {
    const money = Money.of(request.amount, request.currency);
    money.assertChargeable();
    return { market: request.market, money, taxInclusive: request.taxInclusive ?? true };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    errors.push({ pointer: `${pointer}/amount`, code: error.code, detail: error.detail });
    return null;
  }
}

function invalid(errors: FieldError[]): DomainError {
  return new DomainError('invalid', 'prices-invalid', 'Some prices cannot be set; nothing was changed.', {
    errors: errors.slice(0, 50),
  });
}

/** When a change holds from: now, but never before the change it follows, whatever two machines' clocks say. */
export function changeInstant(last: Date | null, now: Date): Date {
  return last !== null && last > now ? last : now;
}
