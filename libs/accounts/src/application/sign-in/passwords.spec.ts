import { Passwords } from './passwords';

describe('Passwords', () => {
  const passwords = new Passwords();

  it('takes the right password, however its letters were composed, and no other', async () => {
    const stored = await passwords.hash('Zoë am Leuchtturm');
    expect(stored).toMatch(/^\$argon2id\$/);
    expect(await passwords.matches(stored, 'Zoë am Leuchtturm'.normalize('NFD'))).toBe(true);
    expect(await passwords.matches(stored, 'Zoe am Leuchtturm')).toBe(false);
    expect(await passwords.hash('Zoë am Leuchtturm')).not.toBe(stored);
  });

  it('refuses every password where there is no account, its own decoy included', async () => {
    expect(await passwords.matches(null, 'no account has this password')).toBe(false);
  });
});
