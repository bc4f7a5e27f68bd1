import { KeySeal } from './key-seal';

const seal = new KeySeal({ authSecret: 'a secret of at least 32 characters' });

describe('KeySeal', () => {
  it('gives back what it sealed, and never seals twice alike', () => {
    const first = seal.seal('{"d":"private"}', 'kid-1');
    expect(seal.open(first, 'kid-1')).toBe('{"d":"private"}');
    expect(first.toString('latin1')).not.toContain('private');
    expect(seal.seal('{"d":"private"}', 'kid-1').equals(first)).toBe(false);
  });

  it('refuses a changed byte, another key id and another secret', () => {
    const sealed = seal.seal('text', 'kid-1');
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => seal.open(changed, 'kid-1')).toThrow();
    }
    expect(() => seal.open(sealed, 'kid-2')).toThrow();
    const other = new KeySeal({ authSecret: 'another secret, also of 32 characters' });
    expect(() => other.open(sealed, 'kid-1')).toThrow();
    expect(other.id).not.toBe(seal.id);
  });
});
