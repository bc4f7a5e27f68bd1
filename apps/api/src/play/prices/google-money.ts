import { DomainError, Money } from '@portolan/platform';
import { z } from 'zod';
import { currencyCode } from '../../http/schemas';

const NANO_DIGITS = 9;

/** Whole units as text, and billionths. */
export const moneyBody = z.looseObject({
  currencyCode,
  units: z.union([z.string().regex(/^\d{1,12}$/), z.number().int().min(0).max(999_999_999_999)]).nullish(),
  nanos: z.number().int().min(0).max(999_999_999).nullish(),
});

export interface GoogleMoney {
  currencyCode: string;
  units: string;
  nanos: number;
}

/** @throws DomainError `currency-unknown`, `price-too-fine`. */
export function fromGoogleMoney({ currencyCode: code, units, nanos }: z.infer<typeof moneyBody>): Money {
  const { exponent } = Money.of(0n, code).currency;
  const unit = 10n ** BigInt(NANO_DIGITS - exponent);
  const rest = BigInt(nanos ?? 0);
  if (rest % unit !== 0n)
    throw new DomainError('invalid', 'price-too-fine', `${code} has ${exponent} digits behind the point.`);
  return Money.of(BigInt(units ?? 0) * 10n ** BigInt(exponent) + rest / unit, code);
}

export function toGoogleMoney({ amount, currency }: Money): GoogleMoney {
  const whole = 10n ** BigInt(currency.exponent);
  const nanos = (amount % whole) * 10n ** BigInt(NANO_DIGITS - currency.exponent);
  return { currencyCode: currency.code, units: String(amount / whole), nanos: Number(nanos) };
}
