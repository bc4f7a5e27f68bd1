import { DomainError } from '@portolan/platform';

const MOST = 100;
/** Control characters, and the marks that turn the direction of the text around them. */
const UNFIT = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/**
 * A name that is shown to others, of a person or a publisher: NFC, single spaces, 1..100 characters.
 * @throws DomainError `display-name-invalid` (422).
 */
export function parseDisplayName(given: string): string {
  const name = given.normalize('NFC').trim().replace(/\s+/gu, ' ');
  if (name === '' || [...name].length > MOST || UNFIT.test(name)) {
    throw new DomainError('invalid', 'display-name-invalid', `A name has 1 to ${MOST} printable characters.`);
  }
  return name;
}

/** NFKC can make one character eighteen; an index takes no key of thousands of bytes. */
const LONGEST_KEY = 200;

/** Two names that differ only in case, width or spaces are one name. At most 200 characters. */
export function nameKey(name: string): string {
  const key = name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return [...key].slice(0, LONGEST_KEY).join('');
}
