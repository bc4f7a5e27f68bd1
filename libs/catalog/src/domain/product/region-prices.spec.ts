import { type DomainError, Money } from '@portolan/platform';
import { changedPrices, checkPrices, filledPrices, type RegionPrices, samePrices } from './region-prices';

const eur = (amount: number) => Money.of(amount, 'EUR');
const yen = (amount: number) => Money.of(amount, 'JPY');
const set = (prices: Record<string, Money>, converted = false): RegionPrices =>
  new Map(Object.entries(prices).map(([region, money]) => [region, { money, converted }]));
const told = (prices: RegionPrices) =>
  Object.fromEntries(
    [...prices].map(([region, { money, converted }]) => [region, `${money.toString()} ${converted}`]),
  );

describe('prices by region', () => {
  it('change where they are named and stay everywhere else', () => {
    const after = changedPrices(set({ DE: eur(499), FR: eur(599), JP: yen(700) }), {
      DE: eur(399),
      FR: null,
    });
    expect(told(after)).toEqual({ DE: 'EUR 3.99 false', JP: 'JPY 700 false' });
  });

  it('that were worked out are worked out anew, those that were set are not', () => {
    const before = new Map([
      ...set({ DE: eur(499) }),
      ...set({ FR: eur(500), US: Money.of(600, 'USD') }, true),
    ]);
    const converted = [
      { market: 'DE', money: eur(800) },
      { market: 'FR', money: eur(800) },
      { market: 'IT', money: eur(800) },
    ];
    expect(told(filledPrices(before, converted, { IT: null }))).toEqual({
      DE: 'EUR 4.99 false',
      FR: 'EUR 8.00 true',
    });
  });

  it('are compared with how they came about', () => {
    expect(samePrices(set({ DE: eur(499) }), set({ DE: eur(499) }))).toBe(true);
    expect(samePrices(set({ DE: eur(499) }), set({ DE: eur(499) }, true))).toBe(false);
    expect(samePrices(set({ DE: eur(499) }), set({ DE: eur(500) }))).toBe(false);
    expect(samePrices(set({ DE: eur(499) }), set({ FR: eur(499) }))).toBe(false);
    expect(samePrices(set({ DE: eur(499) }), set({}))).toBe(false);
  });

  it('are refused one by one, by region', () => {
    const tender = (region: string) => ({ DE: ['EUR'], JP: ['JPY'], BG: ['BGN', 'EUR'] })[region] ?? null;
    expect(() => checkPrices({ DE: eur(499), BG: eur(499), JP: null, XX: null }, tender)).not.toThrow();
    try {
      checkPrices({ DE: yen(500), XX: eur(499), BG: eur(3), JP: yen(500) }, tender);
      throw new Error('not refused');
    } catch (error) {
      const { code, errors } = error as DomainError;
      expect(code).toBe('prices-invalid');
      expect(errors.map(({ pointer, code: why }) => `${pointer} ${why}`)).toEqual([
        '/prices/DE currency-not-tender',
        '/prices/XX market-not-found',
        '/prices/BG price-below-minimum',
      ]);
    }
  });
});
