import { allCurrencies, DomainError, Money } from '@portolan/platform';
import fc from 'fast-check';
import { changeInstant, PRICES_MAX, readPriceRequests } from './price-change';

const tender = (market: string) =>
  market === 'DE' ? ['EUR'] : market === 'XX' ? allCurrencies().map(({ code }) => code) : null;

function faultsOf(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

function isChargeable(money: Money): boolean {
  try {
    money.assertChargeable();
    return true;
  } catch {
    return false;
  }
}

describe('price requests', () => {
  it('count as tax-inclusive unless they say otherwise', () => {
    const [plain, net] = readPriceRequests(
      [
        { market: 'DE', amount: 499, currency: 'EUR' },
        { market: 'XX', amount: 499, currency: 'USD', taxInclusive: false },
      ],
      tender,
    );
    expect([plain?.taxInclusive, net?.taxInclusive]).toEqual([true, false]);
  });

  it.each([
    ['ISK', 49, 'price-below-minimum'],
    ['KWD', 4_995, 'price-not-chargeable'],
    ['JPY', 49, 'price-below-minimum'],
    ['MGA', 50_001, 'price-not-chargeable'],
  ])('%s %d: %s', (currency, amount, code) => {
    const faults = faultsOf(() => readPriceRequests([{ market: 'XX', amount, currency }], tender));
    expect(faults).toEqual([`/prices/0/amount ${code}`]);
  });

  it('are limited in number', () => {
    const many = Array.from({ length: PRICES_MAX + 1 }, () => ({
      market: 'DE',
      amount: 499,
      currency: 'EUR',
    }));
    expect(faultsOf(() => readPriceRequests([], tender))).toEqual(['/prices count']);
    expect(faultsOf(() => readPriceRequests(many, tender))).toEqual(['/prices count']);
  });

  it('are taken exactly if the provider can charge them, and then in the very same amount', () => {
    const codes = allCurrencies().map(({ code }) => code);
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.integer({ min: 0, max: 120_000_000 }), (currency, amount) => {
        const money = Money.of(amount, currency);
        const chargeable = isChargeable(money);
        const faults = faultsOf(() => {
          const [change] = readPriceRequests([{ market: 'XX', amount, currency }], tender);
          const back = Money.fromProviderAmount(change?.money.toProviderAmount() ?? -1, currency);
          expect(back.equals(money)).toBe(true);
        });
        expect(faults.length === 0).toBe(chargeable);
      }),
    );
  });
});

describe('the instant of a change', () => {
  it('is never before the change that it follows', () => {
    const [early, late] = [new Date(1_000), new Date(2_000)];
    expect([changeInstant(null, early), changeInstant(early, late), changeInstant(late, early)]).toEqual([
      early,
      late,
      late,
    ]);
  });
});
