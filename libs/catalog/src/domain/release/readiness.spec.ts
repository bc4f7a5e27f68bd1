import { checkReady, obstaclesOf } from './readiness';

const ready = {
  defaultLocale: 'de',
  locales: ['de', 'en'],
  versionCode: 2,
  liveVersionCode: 1,
  findings: [{ code: 'target-sdk-old' as const, severity: 'warn' as const, detail: 'Old.' }],
};

describe('readiness', () => {
  it('lets pass what nothing stands against', () => {
    expect(obstaclesOf(ready)).toEqual([]);
    expect(() => checkReady({ ...ready, liveVersionCode: null })).not.toThrow();
  });

  it('names every obstacle at once, and the first as the code', () => {
    const bad = {
      ...ready,
      locales: ['en'],
      liveVersionCode: 2,
      findings: [{ code: 'debuggable' as const, severity: 'block' as const, detail: 'Debuggable.' }],
    };
    const codes = ['listing-missing', 'release-has-blocking-findings', 'release-version-not-higher'];
    expect(obstaclesOf(bad).map(({ code }) => code)).toEqual(codes);
    expect(() => checkReady(bad)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'listing-missing',
        errors: codes.map((code) => expect.objectContaining({ code }) as object),
        extra: { findings: bad.findings },
      }) as Error,
    );
  });
});
