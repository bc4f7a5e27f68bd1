import { Money } from '@portolan/platform';
import { RateTable } from './exchange';

const on = { source: 'test', observedOn: '2026-01-01' };
const table = new RateTable([
  { currency: 'USD', perEuro: '1.25', ...on },
  { currency: 'JPY', perEuro: '160', ...on },
  { currency: 'KWD', perEuro: '0.333', ...on },
  { currency: 'ISK', perEuro: '150.55', ...on },
  { currency: 'MGA', perEuro: '4800.5', ...on },
]);
const convert = (amount: number, from: string, to: string) =>
  table.convert(Money.of(amount, from), to).toString();

describe('a price in another currency', () => {
  it.each([
    [400, 'EUR', 'USD', 'USD 5.00'],
    [500, 'USD', 'EUR', 'EUR 4.00'],
    [499, 'USD', 'JPY', 'JPY 639'],
    [639, 'JPY', 'USD', 'USD 4.99'],
    // Charged in steps of ten minor units, in whole kronur, in whole ariary.
    [499, 'EUR', 'KWD', 'KWD 1.660'],
    [499, 'EUR', 'ISK', 'ISK 751'],
    [499, 'EUR', 'MGA', 'MGA 23954.00'],
    // Half a step goes up.
    [1, 'EUR', 'USD', 'USD 0.01'],
    [2, 'EUR', 'USD', 'USD 0.03'],
    [0, 'EUR', 'JPY', 'JPY 0'],
    [499, 'MGA', 'MGA', 'MGA 4.99'],
  ])('%d %s in %s is %s', (amount, from, to, expected) => {
    expect(convert(amount, from, to)).toBe(expected);
  });

  it('is refused without a rate, from either side', () => {
    expect(() => convert(1, 'CHF', 'EUR')).toThrow('exchange-rate-unknown');
    expect(() => convert(1, 'EUR', 'CHF')).toThrow('exchange-rate-unknown');
  });
});
