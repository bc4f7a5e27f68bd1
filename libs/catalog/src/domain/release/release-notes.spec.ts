import { checkReleaseNotes } from './release-notes';

describe('release notes', () => {
  it('are trimmed, and empty ones dropped', () => {
    expect(checkReleaseNotes({ en: ' New. ', de: '  ' })).toEqual({ en: 'New.' });
  });

  it('have limits', () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`l${n}`, 'x']));
    for (const notes of [{ en: 'x'.repeat(501) }, many])
      expect(() => checkReleaseNotes(notes)).toThrow(
        expect.objectContaining({ code: 'release-notes-invalid' }) as Error,
      );
    expect(checkReleaseNotes({ en: 'x'.repeat(500) }).en).toHaveLength(500);
  });
});
