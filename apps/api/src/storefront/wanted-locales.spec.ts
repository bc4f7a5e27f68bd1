import { parseAcceptLanguage } from './wanted-locales';

describe('Accept-Language', () => {
  it.each([
    ['de-AT, en;q=0.5', ['de-AT', 'en']],
    ['en;q=0.5, de;q=0.9, fr', ['fr', 'de', 'en']],
    ['EN-us', ['en-US']],
    ['de;Q=0.1, fr;q=0.9', ['fr', 'de']],
    ['zh-hans-cn', ['zh-Hans-CN']],
    ['*, de;q=0, es;q=x, it', ['it']],
    ['', []],
    ['x'.repeat(5_000), []],
    ["de'; DROP TABLE app--", []],
  ])('%s', (header, expected) => {
    expect(parseAcceptLanguage(header)).toEqual(expected);
  });

  it('keeps the ten best of many', () => {
    const many = Array.from({ length: 26 }, (_, n) => `a${String.fromCharCode(97 + n)};q=0.${n + 10}`).join(
      ',',
    );
    expect(parseAcceptLanguage(many)).toHaveLength(10);
    expect(parseAcceptLanguage(many)[0]).toBe('az');
  });
});
