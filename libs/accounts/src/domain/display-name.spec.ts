import { nameKey, parseDisplayName } from './display-name';

describe('display names', () => {
  it('are kept as written, apart from spaces and normal form', () => {
    expect(parseDisplayName('  Ada \n  Lovelace ')).toBe('Ada Lovelace');
    expect(parseDisplayName('Zoe\u0308')).toBe('Zoë');
    expect(parseDisplayName('株式会社ポルトラン')).toBe('株式会社ポルトラン');
  });

  it.each(['', '   ', 'a'.repeat(101), 'evil\u202Eexe', 'bell\u0007'])('refuses %j', (given) => {
    expect(() => parseDisplayName(given)).toThrow(expect.objectContaining({ code: 'display-name-invalid' }));
  });

  it('are one name in any case and width', () => {
    expect(nameKey('ＡＣＭＥ Games')).toBe(nameKey('acme games'));
    expect(nameKey('Acme Games')).not.toBe(nameKey('Acme Game'));
    expect([...nameKey('\uFDFA'.repeat(100))]).toHaveLength(200);
  });
});
