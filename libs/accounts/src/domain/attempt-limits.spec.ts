import { ATTEMPT_LIMITS, lockSeconds, networkOf } from './attempt-limits';

describe('lockSeconds', () => {
  const ladder = (limit: Parameters<typeof lockSeconds>[0]) =>
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 10_000].map((locks) => lockSeconds(limit, locks));

  it('doubles up to a day for an account, and up to an hour for a network', () => {
    expect(ladder(ATTEMPT_LIMITS.login.subject)).toEqual([
      900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400, 86_400,
    ]);
    expect(ladder(ATTEMPT_LIMITS.login.address)).toEqual([900, 1_800, ...Array<number>(8).fill(3_600)]);
  });

  it('is nothing where nothing can be guessed', () => {
    expect(lockSeconds(ATTEMPT_LIMITS.token.subject, 3)).toBeNull();
    expect(lockSeconds(ATTEMPT_LIMITS['passkey-options'].address, 3)).toBeNull();
  });
});

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
