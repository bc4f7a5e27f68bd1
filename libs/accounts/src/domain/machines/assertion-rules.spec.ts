import { faultOfTimes, hasPublisherScope, namesAudience, PUBLISHER_SCOPE } from './assertion-rules';

const NOW = new Date('2026-11-25T12:00:00Z');
const now = NOW.getTime() / 1_000;

describe('the times of an assertion', () => {
  it.each([
    ['an hour', now, now + 3_600],
    ['two minutes, begun a minute ago', now - 60, now + 60],
    ['a clock that is a minute fast', now + 60, now + 3_660],
    ['just expired, within the skew', now - 3_640, now - 40],
  ])('are good for %s', (_what, iat, exp) => {
    expect(faultOfTimes({ iat, exp }, NOW)).toBeNull();
  });

  it.each([
    ['more than an hour', now, now + 3_601, /3600 seconds/],
    ['a clock that is too fast', now + 61, now + 100, /future/],
    ['long expired', now - 200, now - 60, /expired/],
    ['an end before the beginning', now, now - 1, /after iat/],
    ['no number', String(now), now + 60, /numbers/],
    ['infinity', now, Number.POSITIVE_INFINITY, /numbers/],
    ['nothing', undefined, undefined, /numbers/],
  ])('are refused for %s', (_what, iat, exp, words) => {
    expect(faultOfTimes({ iat, exp }, NOW)).toMatch(words);
  });
});

it('finds the scope among others, whole', () => {
  expect(hasPublisherScope(`openid ${PUBLISHER_SCOPE}`)).toBe(true);
  for (const other of [`${PUBLISHER_SCOPE}x`, 'openid', '', undefined, [PUBLISHER_SCOPE]])
    expect(hasPublisherScope(other)).toBe(false);
});

it('compares audiences as they are, but for a slash at the end', () => {
  const accepted = ['https://store.example', 'https://androidpublisher.store.example/'];
  expect(namesAudience('https://store.example/', accepted)).toBe(true);
  expect(namesAudience(['elsewhere', 'https://androidpublisher.store.example'], accepted)).toBe(true);
  for (const other of ['https://store.example.evil.example', 'https://store.example//', '', undefined, 5])
    expect(namesAudience(other, accepted)).toBe(false);
});
