import { type DomainError, Money } from '@portolan/platform';
import { changedProduct, type ProductChange, type ProductFacts } from './in-app-product';
import { checkProductId } from './product-id';

const text = (title: string, description = '') => ({ title, description });
const whole: ProductChange = {
  status: 'active',
  listings: { en: text('Coins') },
  defaultPrice: Money.of(499, 'EUR'),
};
const known: ProductFacts = {
  status: 'active',
  defaultLocale: 'en',
  listings: { en: text('Coins', 'Many.'), de: text('Münzen') },
  defaultPrice: Money.of(499, 'EUR'),
};
const faults = (work: () => unknown): string[] => {
  try {
    work();
    return [];
  } catch (error) {
    const { code, errors } = error as DomainError;
    return errors.length === 0 ? [code] : errors.map(({ pointer, code: why }) => `${pointer} ${why}`);
  }
};

describe('an in-app product', () => {
  it('takes the locale of its app where it names none', () => {
    expect(changedProduct(null, whole, true, 'en').defaultLocale).toBe('en');
    expect(faults(() => changedProduct(null, whole, true, 'de'))).toEqual(['/listings/de missing']);
  });

  it('keeps what a patch does not name, and takes away a text that is null', () => {
    const after = changedProduct(known, { status: 'inactive', listings: { de: null } }, false, 'fr');
    expect(after).toEqual({ ...known, status: 'inactive', listings: { en: text('Coins', 'Many.') } });
    expect(faults(() => changedProduct(known, { listings: { en: null } }, false, 'fr'))).toEqual([
      '/listings/en missing',
    ]);
  });

  it('is said as a whole by who replaces it', () => {
    expect(Object.keys(changedProduct(known, whole, true, 'fr').listings)).toEqual(['en']);
    expect(faults(() => changedProduct(known, {}, true, 'fr'))).toEqual([
      '/status missing',
      '/defaultPrice missing',
      '/listings/en missing',
    ]);
  });

  it.each([
    [{ listings: { en: text('  ') } }, '/listings/en/title empty'],
    [{ listings: { en: text('a\nb') } }, '/listings/en/title control-character'],
    [{ listings: { en: text('a'.repeat(56)) } }, '/listings/en/title too-long'],
    [{ listings: { en: text('a', 'b'.repeat(201)) } }, '/listings/en/description too-long'],
    [{ defaultPrice: Money.of(3, 'EUR') }, 'price-below-minimum'],
    [{ defaultPrice: Money.of(0, 'EUR') }, 'price-below-minimum'],
  ])('is refused with %j', (wrong, fault) => {
    expect(faults(() => changedProduct(null, { ...whole, ...wrong }, true, 'en'))).toEqual([fault]);
  });
});

describe('the id of a product', () => {
  it.each(['coins', '7_days.pack', 'a'.repeat(139)])('may be %s', (id) => {
    expect(faults(() => checkProductId(id))).toEqual([]);
  });
  it.each([
    '',
    'Coins',
    '_coins',
    '.coins',
    'co ins',
    'coins\n',
    'münzen',
    'a'.repeat(140),
    'android.test.purchased',
  ])('may not be "%s"', (id) => {
    expect(faults(() => checkProductId(id))).toEqual(['product-id-invalid']);
  });
});
