import { DomainError } from '@portolan/platform';

/**
 * ASCII only: two addresses that look alike in different scripts must not be two accounts. Longest address by
 * RFC 5321: 254 characters.
 */
const FORM =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The one form in which an address is stored and compared: trimmed, lower case.
 * @throws DomainError `email-invalid` (422).
 */
export function normaliseEmail(given: string): string {
  const email = given.trim().toLowerCase();
  if (email.length > 254 || email.indexOf('@') > 64 || !FORM.test(email)) {
    throw new DomainError('invalid', 'email-invalid', 'This is not an e-mail address that can be used here.');
  }
  return email;
}
