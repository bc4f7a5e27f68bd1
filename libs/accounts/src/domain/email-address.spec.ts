import fc from 'fast-check';
import { normaliseEmail } from './email-address';

describe('normaliseEmail', () => {
  it('makes one address of the spellings of one address', () => {
    expect(normaliseEmail('  Ada.Lovelace+Store@Example.ORG ')).toBe('ada.lovelace+store@example.org');
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.org',
    'ada@example',
    'a da@example.org',
    'ada@exa_mple.org',
    'аda@example.org',
    'a..b@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.org`,
  ])('refuses %j', (given) => {
    expect(() => normaliseEmail(given)).toThrow(expect.objectContaining({ code: 'email-invalid' }));
  });

  it('is stable: a normalised address stays as it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (given) => {
        let once: string;
        try {
          once = normaliseEmail(given);
        } catch {
          return true;
        }
        return normaliseEmail(once) === once && normaliseEmail(given.toUpperCase()) === once;
      }),
    );
  });
});
