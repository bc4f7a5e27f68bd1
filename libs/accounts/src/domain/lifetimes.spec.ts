import fc from 'fast-check';
import { MACHINE_TOKEN_SECONDS, refreshTokenEnd, sessionEnd, signingPeriod, verifyUntil } from './lifetimes';

const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('lifetimes', () => {
  it('keep the key of a token until the token has expired', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const expiry = at.getTime() + MACHINE_TOKEN_SECONDS * 1_000;
        return verifyUntil(signingPeriod(at)).getTime() >= expiry;
      }),
    );
  });

  it('never let a refresh token outlive its session', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 180 }), (start, days) => {
        const end = sessionEnd(start);
        const later = new Date(start.getTime() + days * 86_400_000);
        return refreshTokenEnd(later, end) <= end;
      }),
    );
  });

  it('gives a refresh token 30 days', () => {
    const start = new Date('2026-01-01T00:00:00Z');
    expect(refreshTokenEnd(start, sessionEnd(start)).toISOString()).toBe('2026-01-31T00:00:00.000Z');
  });
});
