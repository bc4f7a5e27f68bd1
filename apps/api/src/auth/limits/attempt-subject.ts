import type { AttemptKind } from '@portolan/accounts';

/** Whose account or session a body that is not validated yet tries; null if it names none. */
export function attemptSubject(kind: AttemptKind, body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  if (kind !== 'refresh') return 'email' in body ? textOrNull(body.email) : null;
  // A refresh token begins with its session, so that trying many endings for one session counts as one subject.
  const token = 'refreshToken' in body ? textOrNull(body.refreshToken) : null;
  return token === null ? null : (token.split('.')[0] ?? null);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 1_000 ? value : null;
}
