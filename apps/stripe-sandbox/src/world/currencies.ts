import { invalidParameter } from '../http/stripe-problem';

/** Facts about currencies at Stripe (https://docs.stripe.com/currencies), kept apart from the store's own table on purpose: a mistake there shall be noticed here. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));
const TWO_DECIMAL = new Set(
  (
    'usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop ' +
    'crc cve czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr isk jmd kes kgs ' +
    'khr kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen ' +
    'pgk php pkr pln qar ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah uyu ' +
    'uzs wst xcd yer zar zmw'
  ).split(' '),
);

/** The smallest charge where Stripe publishes one; elsewhere one smallest chargeable step. */
const MINIMUM: Readonly<Record<string, number>> = {
  usd: 50, aed: 200, aud: 50, bgn: 100, brl: 50, cad: 50, chf: 50, czk: 1500, dkk: 250, eur: 50, gbp: 30, hkd: 400,
  huf: 17500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200, sek: 300, sgd: 50, thb: 1000,
}; // prettier-ignore

const MAX_AMOUNT = 99_999_999;
/** Currencies whose smallest unit is so small that Stripe takes more digits. */
const MORE_DIGITS: Readonly<Record<string, number>> = {
  idr: 999_999_999_999,
  cop: 9_999_999_999,
  huf: 9_999_999_999,
  jpy: 9_999_999_999,
};

/** How many decimals an amount of this currency has at Stripe. */
export function exponentOf(currency: string): 0 | 2 | 3 {
  return ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Amounts must be a multiple of this. */
export const stepOf = (currency: string): number =>
  currency === 'isk' ? 100 : THREE_DECIMAL.has(currency) ? 10 : 1;

/** `10.00 EUR`, for error messages. */
export function formatAmount(amount: number, currency: string): string {
  const exponent = exponentOf(currency);
  return `${(amount / 10 ** exponent).toFixed(exponent)} ${currency.toUpperCase()}`;
}

/** @throws StripeProblem 400 unless Stripe charges in this currency */
export function checkCurrency(currency: string): string {
  const code = currency.toLowerCase();
  if (!ZERO_DECIMAL.has(code) && !THREE_DECIMAL.has(code) && !TWO_DECIMAL.has(code)) {
    throw invalidParameter('currency', `Invalid currency: ${currency.slice(0, 20)}`);
  }
  return code;
}

/** @throws StripeProblem 400 for an amount that the currency cannot express */
export function checkStep(amount: number, currency: string, param = 'amount'): void {
  const step = stepOf(currency);
  if (amount % step !== 0) {
    throw invalidParameter(
      param,
      `Amounts in ${currency.toUpperCase()} must be a multiple of ${step}.`,
      'parameter_invalid_integer',
    );
  }
}

/** @throws StripeProblem 400 for an amount that cannot be charged */
export function checkChargeAmount(amount: number, currency: string): void {
  checkStep(amount, currency);
  const minimum = MINIMUM[currency] ?? stepOf(currency);
  if (amount < minimum) {
    throw invalidParameter(
      'amount',
      `The amount must be at least ${formatAmount(minimum, currency)}.`,
      'amount_too_small',
    );
  }
  const maximum = MORE_DIGITS[currency] ?? MAX_AMOUNT;
  if (amount > maximum) {
    throw invalidParameter(
      'amount',
      `The amount must be at most ${formatAmount(maximum, currency)}.`,
      'amount_too_large',
    );
  }
}
