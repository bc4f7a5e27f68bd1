import fc from 'fast-check';
import { anyPackage, recipient } from '../../../../../test/support/delivery';
import { chooseVersion, type OfferedRelease } from './choose-version';
import { NO_DEVICE_RULES } from './device-fit';
import { bucketOf, isReached, raisedShare } from './rollout';

/** Computed by `sha256sum` and the shell, not by the function under test. */
const FIXED = [214, 97, 414];
const DEVICES = 100_000;
const devices = Array.from({ length: DEVICES }, (_, n) => `device-${n}`);

/** Who of all devices gets version 2 while version 1 is what everybody has. */
function reached(status: 'staged' | 'live' | 'halted', share: number, has: ReadonlySet<string>): Set<string> {
  const base = { track: 'production', targeting: null, salt: 'a release' };
  const releases: OfferedRelease<ReturnType<typeof anyPackage>>[] = [
    { ...base, id: 'old', status: 'live', share: 1_000, packages: [anyPackage(1)] },
    { ...base, id: 'new', status, share, packages: [anyPackage(2)] },
  ];
  return new Set(
    devices.filter((deviceId) => {
      const who = recipient({ device: { deviceId }, installed: has.has(deviceId) ? 2 : 1 });
      const choice = chooseVersion(releases, NO_DEVICE_RULES, who);
      return choice.outcome === 'deliver' && choice.package.versionCode === 2;
    }),
  );
}

describe('a staged rollout to 100,000 devices', () => {
  const nobody = new Set<string>();
  const at = new Map([10, 100, 500, 1_000].map((share) => [share, reached('staged', share, nobody)]));

  it.each([...at])('at %i thousandths reaches that share within 0.3 points', (share, set) => {
    expect(Math.abs(set.size / DEVICES - share / 1_000)).toBeLessThan(0.003);
  });

  it('only adds devices when the share rises', () => {
    const sets = [...at.values()];
    for (const [n, set] of sets.entries()) {
      const next = sets[n + 1];
      if (next !== undefined) expect([...set].filter((device) => !next.has(device))).toEqual([]);
    }
    expect(sets.at(-1)?.size).toBe(DEVICES);
  });

  it('halted, stops new devices only: who has it keeps it, who was let in and has not taken it does not get it', () => {
    const letIn = [...(at.get(100) ?? [])];
    const has = new Set(letIn.filter((_, n) => n % 2 === 0));
    expect(reached('halted', 100, has)).toEqual(has);
    // Resumed, it goes to exactly those who had been let in before.
    expect(reached('staged', 100, has)).toEqual(new Set(letIn));
  });

  it('takes other devices for another release', () => {
    const both = devices.filter((id) => isReached(100, 'one', id) && isReached(100, 'other', id));
    expect(Math.abs(both.length / DEVICES - 0.01)).toBeLessThan(0.003);
  });
});

describe('buckets', () => {
  it('are stable, whole and within 0..999', () => {
    // Fixed for good: another function here would reshuffle every rollout that is under way.
    expect([
      bucketOf('salt', 'account:1'),
      bucketOf('salt', 'device:1'),
      bucketOf('other', 'account:1'),
    ]).toEqual(FIXED);
    fc.assert(
      fc.property(fc.string(), fc.string(), (salt, subject) => {
        const bucket = bucketOf(salt, subject);
        return Number.isInteger(bucket) && bucket >= 0 && bucket < 1_000;
      }),
    );
  });

  it('never lose anybody to a higher share, and nobody unknown is let in before everybody is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(1_000), fc.nat(1_000), (salt, subject, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        return !isReached(low, salt, subject) || isReached(high, salt, subject);
      }),
    );
    expect([isReached(999, 'salt', null), isReached(1_000, 'salt', null)]).toEqual([false, true]);
  });

  it('have shares that only rise', () => {
    expect(raisedShare(1, 2)).toBe(2);
    for (const [from, to, code] of [
      [10, 10, 'rollout-share-not-higher'],
      [10, 9, 'rollout-share-not-higher'],
      [10, 1_001, 'rollout-share-invalid'],
      [10, 10.5, 'rollout-share-invalid'],
    ] as const)
      expect(() => raisedShare(from, to)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
