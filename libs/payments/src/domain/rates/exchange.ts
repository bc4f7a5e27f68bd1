import { DomainError, Money } from '@portolan/platform';

/** Digits behind the point that rates are kept with. */
export const RATE_DIGITS = 12;
/** A decimal number as it is sent and shown. */
export const RATE_FORM = new RegExp(`^\\d{1,12}(\\.\\d{1,${RATE_DIGITS}})?$`);
/** What a rate says about later days: nothing after so many. */
export const RATE_DAYS = 31;

/** How many units of a currency a euro is, by whose word, on which day (`2026-03-01`). */
export interface ExchangeRate {
  currency: string;
  /** Decimal: `1.0856`. */
  perEuro: string;
  source: string;
  observedOn: string;
}

const one = 10n ** BigInt(RATE_DIGITS);

/** By currency; the euro is worth itself. */
export class RateTable {
  private readonly rates: ReadonlyMap<string, bigint>;

  constructor(rates: readonly ExchangeRate[]) {
    this.rates = new Map([
      ...rates.map(({ currency, perEuro }) => [currency, parse(perEuro)] as const),
      ['EUR', one],
    ]);
  }

  /** @throws DomainError `exchange-rate-unknown` (422). */
  require(currency: string): bigint {
    const rate = this.rates.get(currency);
    if (rate === undefined)
      throw new DomainError(
        'invalid',
        'exchange-rate-unknown',
        `The store knows no exchange rate of ${currency} that is at most ${RATE_DAYS} days old.`,
      );
    return rate;
  }

  /**
   * The amount in another currency, rounded to what can be charged there, half a step up. In its own currency it stays.
   * @throws DomainError `exchange-rate-unknown`, `currency-unknown`.
   */
  convert(amount: Money, currencyCode: string): Money {
    const { currency } = Money.of(0n, currencyCode);
    if (currency.code === amount.currency.code) return amount;
    const digits = currency.exponent - amount.currency.exponent;
    const step = stepOf(currency);
    const dividend = amount.amount * this.require(currency.code) * 10n ** BigInt(Math.max(0, digits));
    const divisor = this.require(amount.currency.code) * 10n ** BigInt(Math.max(0, -digits)) * step;
    return Money.of(((2n * dividend + divisor) / (2n * divisor)) * step, currency.code);
  }
}

/** The smallest difference between two prices, in minor units: 1 for EUR, 10 for KWD, 100 for MGA. */
function stepOf({ exponent, providerExponent, chargeMultiple }: Money['currency']): bigint {
  const finer = exponent - providerExponent;
  return finer >= 0
    ? BigInt(chargeMultiple * 10 ** finer)
    : BigInt(Math.max(1, Math.ceil(chargeMultiple / 10 ** -finer)));
}

function parse(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(RATE_DIGITS, '0'));
}
