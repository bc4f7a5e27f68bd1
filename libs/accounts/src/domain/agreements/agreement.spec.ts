import { demandsOf, versionInEffect } from './agreement';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));
const dates = (version: number, effective: number, enforced: number) => ({
  version,
  effectiveAt: day(effective),
  enforcedAt: day(enforced),
});
const VERSIONS = [dates(1, 1, 1), dates(2, 10, 20), dates(3, 15, 25)];

describe('versions of the distribution agreement', () => {
  it('are asked for one after the other, and a newer one stands for each older', () => {
    expect(demandsOf(VERSIONS, day(5))).toEqual([
      {
        version: 1,
        from: day(1),
        until: day(20),
        credentials: ['distribution-agreement.v1', 'distribution-agreement.v2', 'distribution-agreement.v3'],
      },
      {
        version: 2,
        from: day(20),
        until: day(25),
        credentials: ['distribution-agreement.v2', 'distribution-agreement.v3'],
      },
      { version: 3, from: day(25), until: null, credentials: ['distribution-agreement.v3'] },
    ]);
    expect(demandsOf(VERSIONS, day(20)).map(({ version }) => version)).toEqual([2, 3]);
    expect(demandsOf([], day(1))).toEqual([]);
  });

  it('hold from their effective date on', () => {
    const at = (number: number) => versionInEffect(VERSIONS, day(number));
    expect([at(0), at(1), at(9), at(10), at(15), at(99)]).toEqual([null, 1, 1, 2, 3, 3]);
  });
});
