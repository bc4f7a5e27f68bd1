import fc from 'fast-check';
import { anyPackage, PHONE, recipient } from '../../../../../test/support/delivery';
import { chooseVersion, type OfferedRelease, type Recipient } from './choose-version';
import { NO_DEVICE_RULES } from './device-fit';

type Release = OfferedRelease<ReturnType<typeof anyPackage>>;

const release = (versionCode: number, more: Partial<Release> = {}): Release => ({
  id: `release-${versionCode}`,
  track: 'production',
  status: 'live',
  share: 1_000,
  salt: 'salt',
  targeting: null,
  packages: [anyPackage(versionCode)],
  ...more,
});

/** The version that is delivered, or the word for why none is. */
function answer(releases: readonly Release[], who: Partial<Recipient> = {}): number | string {
  const choice = chooseVersion(releases, NO_DEVICE_RULES, recipient(who));
  return choice.outcome === 'deliver' ? choice.package.versionCode : choice.outcome;
}

describe('which version somebody gets', () => {
  it('is the highest of the tracks that they are in', () => {
    const releases = [
      release(5, { track: 'internal' }),
      release(4, { track: 'partners' }),
      release(3, { track: 'open' }),
      release(2),
    ];
    expect(answer(releases)).toBe(2);
    expect(answer(releases, { tracks: ['open'] })).toBe(3);
    expect(answer(releases, { tracks: ['open', 'partners'] })).toBe(4);
    expect(answer(releases, { tracks: ['internal', 'elsewhere'] })).toBe(5);
    // A tester of an old build gets what everybody gets.
    expect(answer([release(9), ...releases], { tracks: ['internal'] })).toBe(9);
  });

  it('is the highest that fits among the packages of a release', () => {
    const packages = [
      anyPackage(101, { abis: ['armeabi-v7a'], minSdk: 21 }),
      anyPackage(102, { abis: ['arm64-v8a'], minSdk: 26 }),
      anyPackage(103, { abis: ['x86_64'], minSdk: 26 }),
    ];
    const on = (device: Recipient['device']) => answer([release(0, { packages })], { device });
    expect(on({ sdk: 34, abis: ['arm64-v8a', 'armeabi-v7a'] })).toBe(102);
    expect(on({ sdk: 25, abis: ['arm64-v8a', 'armeabi-v7a'] })).toBe(101);
    expect(on({ sdk: 34, abis: ['x86_64', 'arm64-v8a'] })).toBe(103);
    expect(on({ sdk: 25, abis: ['x86_64'] })).toBe('none');
    expect(on({})).toBe(103);
  });

  it('falls back to a lower release when the newest does not fit, and says why nothing does', () => {
    const releases = [release(1), release(2, { track: 'open', packages: [anyPackage(2, { minSdk: 99 })] })];
    expect(answer(releases, { device: PHONE, tracks: ['open'] })).toBe(1);
    const choice = chooseVersion(
      [release(2, { packages: [anyPackage(2, { minSdk: 99 })] })],
      NO_DEVICE_RULES,
      recipient({ device: PHONE }),
    );
    expect(choice).toEqual({
      outcome: 'none',
      misfits: [{ code: 'sdk-too-low', detail: expect.any(String) as string }],
    });
  });

  it('goes by the market that a release is targeted at, and by the others with the rest of the world', () => {
    const targeted = release(2, {
      status: 'staged',
      targeting: { countries: ['DE'], includeRestOfWorld: false },
    });
    expect(answer([release(1), targeted])).toBe(2);
    expect(answer([release(1), targeted], { markets: ['FR'] })).toBe(1);
    const parts = { markets: ['DE-BY', 'DE'] };
    expect(answer([release(1), targeted], parts)).toBe(2);
    const everywhere = { ...targeted, targeting: { countries: ['DE'], includeRestOfWorld: true } };
    expect(answer([release(1), everywhere], { markets: ['FR'] })).toBe(2);
  });

  it('is the same for all devices of an account; without an account it goes by the device', () => {
    const staged = [release(1), release(2, { status: 'staged', share: 500 })];
    for (let n = 0; n < 50; n++) {
      const accountId = `account-${n}`;
      const answers = ['a', 'b', undefined].map((deviceId) =>
        answer(staged, { accountId, device: { deviceId } }),
      );
      expect(new Set(answers).size).toBe(1);
    }
    // Who cannot be told from others gets what everybody has.
    expect(answer(staged)).toBe(1);
  });

  it('is never lower than what is installed', () => {
    expect(answer([release(1)], { installed: 2 })).toBe('keep');
    expect(answer([release(2)], { installed: 2 })).toBe(2);
    expect(answer([], { installed: 2 })).toBe('none');
  });

  it('leaves a halted release to those who have it, also where it is the only one', () => {
    const halted = release(2, { status: 'halted' });
    expect(answer([release(1), halted])).toBe(1);
    expect(answer([release(1), halted], { installed: 1 })).toBe(1);
    expect(answer([release(1), halted], { installed: 2 })).toBe(2);
    expect(answer([halted])).toBe('none');
    expect(answer([release(3), halted], { installed: 2 })).toBe(3);
    // To claim a version is not to have had it: a tester's build is for testers, also halted.
    expect(answer([release(1), { ...halted, track: 'internal' }], { installed: 2 })).toBe('keep');
  });
});

/** A life of one track: numbers of thousandths raise the share, words do what they say. */
const step = fc.oneof(
  fc.integer({ min: 1, max: 1_000 }),
  fc.constantFrom('halt' as const, 'resume' as const, 'replace' as const),
);

describe('whatever a publisher does to a release', () => {
  it('keeps who has a version from going back, and never gives a halted one to anybody new', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 20 }),
        fc.array(fc.boolean(), { minLength: 20 }),
        (steps, online) => {
          const people = Array.from({ length: 20 }, (_, n) => ({ accountId: `account-${n}`, installed: 1 }));
          let newest = release(2, { status: 'staged', share: 1 });
          let others: Release[] = [release(1)];
          for (const [n, act] of steps.entries()) {
            const has = new Set(
              people.filter(({ installed }) => installed === newest.packages[0]?.versionCode),
            );
            if (typeof act === 'number') {
              if (newest.status !== 'halted') newest = { ...newest, share: Math.max(newest.share, act) };
            } else if (act === 'replace') {
              others = others
                .filter(({ status }) => status === 'live')
                .concat(newest.status === 'halted' ? newest : []);
              newest = release((newest.packages[0]?.versionCode ?? 0) + 1, {
                status: 'staged',
                share: 1,
                salt: `${n}`,
              });
            } else newest = { ...newest, status: act === 'halt' ? 'halted' : 'staged' };
            for (const [m, person] of people.entries()) {
              if (online[(m + n) % online.length] !== true) continue;
              const got = answer([newest, ...others], person);
              if (got === 'keep' || got === 'none') continue;
              if (Number(got) < person.installed) return false;
              if (newest.status === 'halted' && got === newest.packages[0]?.versionCode && !has.has(person))
                return false;
              person.installed = Number(got);
            }
          }
          return true;
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the same answer in whatever order the releases are read', () => {
    const any = fc.record({
      versionCode: fc.integer({ min: 1, max: 6 }),
      track: fc.constantFrom('production', 'open', 'internal'),
      status: fc.constantFrom('live' as const, 'staged' as const, 'halted' as const),
      share: fc.integer({ min: 1, max: 1_000 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(any, { maxLength: 5, selector: ({ versionCode }) => versionCode }),
        fc.subarray(['open', 'internal']),
        fc.option(fc.integer({ min: 1, max: 6 })),
        (wishes, tracks, installed) => {
          const releases = wishes.map(({ versionCode, ...more }) => release(versionCode, more));
          const who = { tracks, installed, accountId: 'somebody' };
          return answer(releases, who) === answer([...releases].reverse(), who);
        },
      ),
    );
  });
});
