const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Short, so that a stolen token is of use for minutes only. */
export const ACCESS_TOKEN_SECONDS = 600;

/** What publishing tools expect: they ask once and then upload for a while. Revoking the key ends it at once. */
export const MACHINE_TOKEN_SECONDS = 3_600;

/** A refresh token that is not used for so long ends its session. */
const REFRESH_TOKEN_MS = 30 * DAY;

/** However often it is refreshed, a session ends; then the password is asked for again. */
const SESSION_MS = 180 * DAY;

/** A new signing key for each period of so long. */
const SIGNING_PERIOD_MS = 30 * DAY;

export function sessionEnd(start: Date): Date {
  return new Date(start.getTime() + SESSION_MS);
}

/** When a refresh token issued at `at` expires: never after its session. */
export function refreshTokenEnd(at: Date, endOfSession: Date): Date {
  return new Date(Math.min(at.getTime() + REFRESH_TOKEN_MS, endOfSession.getTime()));
}

/** The number of the signing period that holds `at`. All processes agree on it without talking. */
export function signingPeriod(at: Date): number {
  return Math.floor(at.getTime() / SIGNING_PERIOD_MS);
}

/** Until when tokens signed with the key of `period` may still be valid. */
export function verifyUntil(period: number): Date {
  return new Date((period + 1) * SIGNING_PERIOD_MS + MACHINE_TOKEN_SECONDS * 1_000);
}
