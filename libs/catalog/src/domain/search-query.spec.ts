import fc from 'fast-check';
import { parseSearch } from './search-query';

describe('a search', () => {
  it('looks for every word as a beginning', () => {
    expect(parseSearch('  Über Notiz ')).toEqual({
      phrase: 'über notiz',
      words: "'über':* & 'notiz':*",
      pattern: '%über notiz%',
    });
  });

  it('takes nothing that was typed for an operator', () => {
    expect(parseSearch("a'b & !c | (d):* 100%_\\")).toEqual({
      phrase: "a'b & !c | (d):* 100%_\\",
      words: "'a':* & 'b':* & 'c':* & 'd':* & '100':*",
      pattern: "%a'b & !c | (d):* 100\\%\\_\\\\%",
    });
  });

  it('consists of quoted words only, and few of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const { words, phrase } = parseSearch(typed);
        expect(words).toMatch(/^('[\p{L}\p{N}\p{M}]+':\*( & (?=')|$)){0,8}$/u);
        expect(phrase.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
