import { checkPassword } from './password-rule';

const email = 'ada.lovelace@example.org';

describe('checkPassword', () => {
  it.each(['a sober sentence', 'correct horse battery staple', 'Tr4ffic-cone-9', 'привет, мореплаватель'])(
    'takes %j',
    (password) => {
      expect(() => checkPassword(password, email)).not.toThrow();
    },
  );

  it.each([
    ['short', 'shorter'],
    ['x'.repeat(100) + 'abcdefgh'.repeat(13), 'longer'],
    ['my ADA.Lovelace@example.org!', 'e-mail'],
    ['Ada.Lovelace-2026', 'e-mail'],
    ['aaaaaaaaaaaa', 'too few'],
    ['1212121212', 'too few'],
    ['1234567890', 'run'],
    ['abcdefghijk', 'run'],
    ['9876543210', 'run'],
    ['Password2026!', 'common'],
    ['P4ssw0rd2026!', 'common'],
    ['qwertyuiop123', 'common'],
  ])('refuses %j: %s', (password, word) => {
    expect(() => checkPassword(password, email)).toThrow(
      expect.objectContaining({ code: 'password-too-weak', detail: expect.stringContaining(word) }),
    );
  });

  it('does not take a short name for the address: "al" may stand in any word', () => {
    expect(() => checkPassword('all aboard the ship', 'al@example.org')).not.toThrow();
  });
});
