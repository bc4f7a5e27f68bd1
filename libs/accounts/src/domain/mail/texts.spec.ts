import {
  invitationText,
  newAgreementText,
  NOTICES,
  noticeText,
  resetPasswordText,
  secretWords,
  verifyEmailText,
} from './texts';

describe('what the store writes', () => {
  it('puts the secret behind the # of a page, or names the route that takes it', () => {
    expect(secretWords('https://store.example/account/', 'x')('reset-password', 'abc')).toBe(
      'https://store.example/account/reset-password#abc',
    );
    expect(secretWords(null, 'https://api.store.example')('verify-email', 'abc')).toBe(
      'Code: abc\n(for POST https://api.store.example/v1/auth/email/verify)',
    );
  });

  it('holds the words and is short', () => {
    const texts = [
      verifyEmailText('WORDS'),
      resetPasswordText('WORDS'),
      invitationText({ publisher: 'Harbour', by: 'Hari', words: 'WORDS' }),
    ];
    for (const { subject, text } of texts) {
      expect(text).toContain('WORDS');
      expect(subject.length + text.length).toBeLessThan(500);
    }
    expect(texts[2]?.subject).toBe('Invitation to the team of Harbour');
  });

  it('says from when on, or since when, a new agreement is needed', () => {
    const day = (number: number) => new Date(Date.UTC(2027, 5, number));
    const agreement = { publisher: 'Harbour', version: 2, effectiveAt: day(1), enforcedAt: day(11) };
    const at = (now: Date) => newAgreementText({ ...agreement, now, api: 'https://api.example' }).text;
    expect(at(day(1))).toContain('holds since 2027-06-01T00:00:00.000Z.');
    expect(at(day(1))).toContain('needed from 2027-06-11T00:00:00.000Z: without it apps of "Harbour"');
    expect(at(day(12))).toContain('needed since 2027-06-11T00:00:00.000Z');
  });

  it('says of each notice when it was and what to do', () => {
    for (const notice of Object.keys(NOTICES) as (keyof typeof NOTICES)[])
      expect(noticeText(notice, new Date(0), 'Harbour').text).toMatch(
        /\n\nHarbour\n\nTime: 1970-01-01T00:00:00\.000Z\n\nIf this was not you/,
      );
  });
});
