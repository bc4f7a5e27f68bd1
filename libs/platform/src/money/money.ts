import { DomainError } from '../errors/domain-error';
import { type Currency, findCurrency } from './currency-table';

/** An amount of money: integer minor units (ISO 4217) and a currency. Immutable. */
export class Money {
  private constructor(
    readonly amount: bigint,
    readonly currency: Currency,
  ) {}

  /**
   * @param amount integer minor units: 499n EUR is 4.99 euro, 499n JPY is 499 yen.
   * @throws DomainError `currency-unknown`, `amount-out-of-range`.
   */
  static of(amount: bigint | number, currencyCode: string): Money {
    const currency = findCurrency(currencyCode);
    if (currency === null) {
      throw new DomainError(
        'invalid',
        'currency-unknown',
        `"${currencyCode}" is not a currency that the store knows.`,
      );
    }
    if (typeof amount === 'number' && !Number.isSafeInteger(amount)) {
      throw new DomainError('invalid', 'amount-out-of-range', 'An amount is a whole number of minor units.');
    }
    return new Money(BigInt(amount), currency);
  }

  get isZero(): boolean {
    return this.amount === 0n;
  }

  plus(other: Money): Money {
    return new Money(this.amount + this.sameCurrency(other), this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.amount - this.sameCurrency(other), this.currency);
  }

  equals(other: Money): boolean {
    return this.amount === other.amount && this.currency.code === other.currency.code;
  }

  /** What the payment provider is sent: the amount in its own count of the currency. */
  toProviderAmount(): number {
    const { exponent, providerExponent } = this.currency;
    const shift = BigInt(10 ** Math.abs(providerExponent - exponent));
    return Number(providerExponent >= exponent ? this.amount * shift : this.amount / shift);
  }

  /** The reverse of `toProviderAmount`. */
  static fromProviderAmount(amount: number, currencyCode: string): Money {
    const zero = Money.of(0n, currencyCode.toUpperCase());
    const { exponent, providerExponent } = zero.currency;
    const shift = BigInt(10 ** Math.abs(providerExponent - exponent));
    return new Money(
      providerExponent >= exponent ? BigInt(amount) / shift : BigInt(amount) * shift,
      zero.currency,
    );
  }

  /**
   * Refuses what could never be charged, so that it is found when a price is set and not at the checkout.
   * @throws DomainError `price-not-chargeable`, `price-below-minimum`, `amount-out-of-range`.
   */
  assertChargeable(): void {
    const { code, exponent, providerExponent, chargeMultiple, minimumCharge, maximumCharge } = this.currency;
    const lost =
      exponent > providerExponent && this.amount % BigInt(10 ** (exponent - providerExponent)) !== 0n;
    const charged = this.toProviderAmount();
    if (this.amount < 0n || charged > maximumCharge) {
      throw new DomainError(
        'invalid',
        'amount-out-of-range',
        `${this.toString()} is not between nothing and the largest charge in ${code}.`,
      );
    }
    if (lost || charged % chargeMultiple !== 0) {
      throw new DomainError(
        'invalid',
        'price-not-chargeable',
        `${this.toString()} cannot be charged: ${code} is charged in coarser steps.`,
      );
    }
    if (charged < minimumCharge) {
      throw new DomainError(
        'invalid',
        'price-below-minimum',
        `${this.toString()} is below the smallest charge in ${code}.`,
      );
    }
  }

  /** The JSON form of the API. */
  toJSON(): { amount: number; currency: string } {
    return { amount: Number(this.amount), currency: this.currency.code };
  }

  /** For messages to people: `EUR 4.99`. */
  toString(): string {
    const { code, exponent } = this.currency;
    const digits = this.amount.toString().padStart(exponent + 1, '0');
    return exponent === 0
      ? `${code} ${digits}`
      : `${code} ${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  }

  private sameCurrency(other: Money): bigint {
    if (other.currency.code !== this.currency.code) {
      throw new DomainError(
        'conflict',
        'currency-mismatch',
        `${other.currency.code} cannot be added to ${this.currency.code}.`,
      );
    }
    return other.amount;
  }
}
