/**
 * How a currency is counted and charged. One table for the whole house: prices, charges and payouts all ask it.
 * Sources: ISO 4217 for `exponent`; Stripe's documentation of zero-decimal, three-decimal and special-case
 * currencies for the provider's exponent and multiples, and of minimum charge amounts.
 */
export interface Currency {
  /** ISO 4217 alphabetic code. */
  code: string;
  /** Digits after the decimal point in ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD. Amounts are counted in this unit. */
  exponent: number;
  /** Digits after the decimal point at the payment provider. */
  providerExponent: number;
  /** A charge must be a multiple of this many provider units: 10 for three-decimal currencies, 100 for ISK. */
  chargeMultiple: number;
  /** A payout must be a multiple of this many provider units. */
  payoutMultiple: number;
  /** The smallest charge in provider units. */
  minimumCharge: number;
  /** The largest charge in provider units: eight digits, more where a currency's unit is small. */
  maximumCharge: number;
}

/** Zero-decimal at the provider and, save the two below, in ISO 4217 as well. */
const ZERO_DECIMAL = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF'.split(' ');
/** The provider counts these in whole units; ISO 4217 says two digits. */
const PROVIDER_ZERO_ONLY = new Set(['MGA']);
const THREE_DECIMAL = 'BHD JOD KWD OMR TND'.split(' ');
const TWO_DECIMAL = (
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC ' +
  'CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES ' +
  'KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD ' +
  'PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STN SZL THB TJS TOP TRY TTD TWD TZS ' +
  'UAH USD UYU UZS WST XCD YER ZAR ZMW'
).split(' ');

/** Published minimums; what is not listed here is charged from 50 units of the provider's count. */
const MINIMUM: Readonly<Record<string, number>> = {
  USD: 50,
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1_500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  HUF: 17_500,
  INR: 50,
  JPY: 50,
  MXN: 1_000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1_000,
};

const MAXIMUM: Readonly<Record<string, number>> = {
  IDR: 999_999_999_999,
  COP: 9_999_999_999,
  HUF: 9_999_999_999,
  JPY: 9_999_999_999,
};

function describe(code: string): Currency {
  const zero = ZERO_DECIMAL.includes(code);
  const three = THREE_DECIMAL.includes(code);
  const providerExponent = zero ? 0 : three ? 3 : 2;
  // ISO 4217 counts the Icelandic krona in whole units, the provider in hundredths that must be whole kronur.
  const exponent = code === 'ISK' ? 0 : PROVIDER_ZERO_ONLY.has(code) ? 2 : providerExponent;
  return {
    code,
    exponent,
    providerExponent,
    chargeMultiple: three ? 10 : code === 'ISK' ? 100 : 1,
    payoutMultiple: three ? 10 : ['ISK', 'HUF', 'TWD'].includes(code) ? 100 : 1,
    maximumCharge: MAXIMUM[code] ?? 99_999_999,
    minimumCharge: MINIMUM[code] ?? (zero ? 50 : three ? 500 : code === 'ISK' ? 5_000 : 50),
  };
}

const TABLE: ReadonlyMap<string, Currency> = new Map(
  [...ZERO_DECIMAL, ...THREE_DECIMAL, ...TWO_DECIMAL].map((code) => [code, describe(code)]),
);

/** The currency, or null if the store does not know it. */
export function findCurrency(code: string): Currency | null {
  return TABLE.get(code) ?? null;
}

/** All currencies that a price can be set in. */
export function allCurrencies(): Currency[] {
  return [...TABLE.values()];
}
