/** How far a machine's clock may be off. */
export const CLOCK_SKEW_SECONDS = 60;
/** What a signature may be good for at most: Google's libraries ask for exactly this. */
export const LONGEST_ASSERTION_SECONDS = 3_600;

/** The one scope there is: what Google's libraries send for the Android Publisher API. */
export const PUBLISHER_SCOPE = 'https://www.googleapis.com/auth/androidpublisher';

/** Seconds since 1970, as a signed assertion claims them. */
export interface AssertionTimes {
  iat?: unknown;
  exp?: unknown;
}

/** What is wrong with the times of an assertion, in words; null if nothing is. */
export function faultOfTimes({ iat, exp }: AssertionTimes, now: Date): string | null {
  if (typeof iat !== 'number' || typeof exp !== 'number' || !Number.isFinite(iat) || !Number.isFinite(exp))
    return 'iat and exp must be numbers';
  const seconds = now.getTime() / 1_000;
  if (exp <= iat) return 'exp must be after iat';
  if (exp - iat > LONGEST_ASSERTION_SECONDS)
    return `it may be valid for ${LONGEST_ASSERTION_SECONDS} seconds`;
  if (iat > seconds + CLOCK_SKEW_SECONDS) return 'iat is in the future: check the clock';
  if (exp + CLOCK_SKEW_SECONDS <= seconds) return 'it has expired: check the clock';
  return null;
}

/** Whether one of the words of a `scope` claim is ours. */
export function hasPublisherScope(scope: unknown): boolean {
  return typeof scope === 'string' && scope.split(' ').includes(PUBLISHER_SCOPE);
}

/** Whether an `aud` claim names one of `accepted`; a `/` at the end makes no difference. */
export function namesAudience(aud: unknown, accepted: readonly string[]): boolean {
  const plain = (address: string): string => address.replace(/\/$/, '');
  const given: unknown[] = Array.isArray(aud) ? aud : [aud];
  const known = new Set(accepted.map(plain));
  return given.some((one) => typeof one === 'string' && known.has(plain(one)));
}
