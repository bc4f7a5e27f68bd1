import * as fc from 'fast-check';
import { DomainError } from '../errors/domain-error';
import { allCurrencies, findCurrency } from './currency-table';
import { Money } from './money';

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : 'another error';
  }
};

describe('the currency table', () => {
  it.each([
    ['EUR', 2, 2, 1],
    ['JPY', 0, 0, 1],
    ['KWD', 3, 3, 10],
    ['ISK', 0, 2, 100],
    ['MGA', 2, 0, 1],
    ['TWD', 2, 2, 1],
  ])(
    '%s has %d digits, %d at the provider, charged in steps of %d',
    (code, exponent, providerExponent, multiple) => {
      expect(findCurrency(code)).toMatchObject({ exponent, providerExponent, chargeMultiple: multiple });
    },
  );

  it('pays out HUF, TWD and ISK in hundreds', () => {
    expect(
      allCurrencies()
        .filter((currency) => currency.payoutMultiple === 100)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['HUF', 'ISK', 'TWD']);
  });

  it('names each currency once', () => {
    const codes = allCurrencies().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });
});

describe('Money', () => {
  it('says what is sent to the provider', () => {
    expect(Money.of(499, 'EUR').toProviderAmount()).toBe(499);
    expect(Money.of(500, 'ISK').toProviderAmount()).toBe(50_000);
    expect(Money.of(50_000, 'MGA').toProviderAmount()).toBe(500);
  });

  it('writes amounts for people', () => {
    expect(String(Money.of(499, 'EUR'))).toBe('EUR 4.99');
    expect(String(Money.of(5, 'EUR'))).toBe('EUR 0.05');
    expect(String(Money.of(120, 'JPY'))).toBe('JPY 120');
    expect(String(Money.of(1_234, 'KWD'))).toBe('KWD 1.234');
  });

  it.each([
    ['below the smallest charge', 49, 'EUR', 'price-below-minimum'],
    ['a third decimal that is not zero', 1_234, 'KWD', 'price-not-chargeable'],
    ['hundredths of a currency charged in whole units', 50_050, 'MGA', 'price-not-chargeable'],
    ['more than eight digits', 100_000_000, 'EUR', 'amount-out-of-range'],
    ['less than nothing', -1, 'EUR', 'amount-out-of-range'],
  ])('refuses %s', (_, amount, currency, code) => {
    expect(codeOf(() => Money.of(amount, currency).assertChargeable())).toBe(code);
  });

  it('refuses fractions, unknown currencies and sums of two currencies', () => {
    expect(codeOf(() => Money.of(1.5, 'EUR'))).toBe('amount-out-of-range');
    expect(codeOf(() => Money.of(1, 'XXX'))).toBe('currency-unknown');
    expect(codeOf(() => Money.of(1, 'EUR').plus(Money.of(1, 'USD')))).toBe('currency-mismatch');
  });

  it('comes back from the provider unchanged, for every chargeable amount of every currency', () => {
    const currency = fc.constantFrom(...allCurrencies());
    fc.assert(
      fc.property(
        currency,
        fc.integer({ min: 1, max: 999_999 }),
        ({ code, exponent, providerExponent, chargeMultiple }, n) => {
          const step =
            providerExponent >= exponent
              ? Math.max(1, chargeMultiple / 10 ** (providerExponent - exponent))
              : 10 ** (exponent - providerExponent);
          const money = Money.of(n * step, code);
          expect(Money.fromProviderAmount(money.toProviderAmount(), code).equals(money)).toBe(true);
        },
      ),
    );
  });
});
