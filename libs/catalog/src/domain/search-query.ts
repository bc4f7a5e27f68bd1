/** What a person typed, in the two forms that the search needs. */
export interface SearchQuery {
  /** In lower case, for comparing with whole names. */
  phrase: string;
  /** Text of a `tsquery`: every word as the beginning of one. Empty when nothing in it is a word. */
  words: string;
  /** A LIKE pattern that finds the phrase anywhere. */
  pattern: string;
}

export const SEARCH_MAX_LENGTH = 100;
const MAX_WORDS = 8;

/** Quotes whatever has a meaning in the search's own languages, so that no input can be anything but text. */
export function parseSearch(text: string): SearchQuery {
  const phrase = text.trim().slice(0, SEARCH_MAX_LENGTH).toLowerCase();
  const words = (phrase.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MAX_WORDS);
  return {
    phrase,
    words: words.map((word) => `'${word}':*`).join(' & '),
    pattern: `%${phrase.replace(/[\\%_]/g, '\\$&')}%`,
  };
}
