import fc from 'fast-check';
import { bestLocale, localeRank } from './locale';

const tag: fc.Arbitrary<string> = fc.constantFrom(
  'de',
  'de-AT',
  'de-DE',
  'en',
  'en-GB',
  'fr',
  'zh',
  'zh-Hans',
  'zh-Hans-CN',
);

describe('the nearest locale', () => {
  it.each([
    [['de', 'de-AT', 'en'], ['de-AT'], 'de-AT'],
    [['de', 'en'], ['de-AT'], 'de'],
    [['de-DE', 'en'], ['de-AT'], 'de-DE'],
    [['de-DE', 'en'], ['fr', 'en'], 'en'],
    [['de', 'en'], ['fr'], 'en'],
    [['zh-Hans', 'en'], ['zh-Hans-CN', 'en'], 'zh-Hans'],
    [['zh', 'en'], ['zh-Hans-CN'], 'zh'],
    [['de-DE', 'de-CH'], ['de'], 'de-CH'],
  ])('of %j for %j is %s', (available, wanted, expected) => {
    expect(bestLocale(available, wanted, 'en')).toBe(expected);
  });

  it('is one that is there, whatever the order in which they are given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(tag, { minLength: 1 }), fc.array(tag), (available, wanted) => {
        const best = bestLocale(available, wanted, 'none');
        expect(best === 'none' || available.includes(best)).toBe(true);
        expect(bestLocale([...available].reverse(), wanted, 'none')).toBe(best);
        if (best === 'none')
          expect(available.every((locale) => localeRank(locale, wanted) === null)).toBe(true);
      }),
    );
  });

  it('is the first wish whenever that is there', () => {
    fc.assert(
      fc.property(fc.uniqueArray(tag, { minLength: 1 }), fc.array(tag), (available, more) => {
        const [first = 'en'] = available;
        expect(bestLocale(available, [first, ...more], 'none')).toBe(first);
      }),
    );
  });
});
