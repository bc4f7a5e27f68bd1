import { checkDeviceNames, checkSlug, type DeviceName } from './device';

describe('devices', () => {
  it.each(['mi-band-2', 'a', '3'])('may be %s', (slug) => {
    expect(() => checkSlug(slug)).not.toThrow();
  });
  it.each(['', '-a', 'a-', 'a--b', 'A', 'ä', 'a b', 'a'.repeat(81)])('may not be %j', (slug) => {
    expect(() => checkSlug(slug)).toThrow(expect.objectContaining({ code: 'device-slug-invalid' }) as Error);
  });

  it('have a name in English, trimmed', () => {
    expect(checkDeviceNames({ en: { name: ' Band ', summary: '' } })).toEqual({
      en: { name: 'Band', summary: '' },
    });
    const wrong: Record<string, DeviceName>[] = [
      {},
      { de: { name: 'Band', summary: '' } },
      { en: { name: ' ', summary: '' } },
      { en: { name: 'x'.repeat(81), summary: '' } },
      { en: { name: 'x', summary: 'x'.repeat(201) } },
    ];
    for (const names of wrong)
      expect(() => checkDeviceNames(names)).toThrow(
        expect.objectContaining({ code: 'device-names-invalid' }) as Error,
      );
  });
});
