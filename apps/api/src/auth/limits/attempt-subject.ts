import type { AttemptKind } from '@portolan/accounts';
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import type { ActingRequest } from '../current-actor';

type Attempting = Pick<FastifyRequest & ActingRequest, 'body' | 'params' | 'actor'>;

/** Whose account, session or publisher a request that is not validated yet tries; null if it names none. */
export function attemptSubject(kind: AttemptKind, { body, params, actor }: Attempting): string | null {
  // What somebody signed in does to their own account is counted for the account.
  const own: readonly AttemptKind[] = ['password', 'mail', 'invite'];
  if (actor?.kind === 'account' && own.includes(kind)) return actor.accountId;
  if (kind === 'statement') return textOrNull((params as { publisherId?: unknown }).publisherId);
  if (kind === 'code' || kind === 'passkey-options') return null;
  if (typeof body !== 'object' || body === null) return null;
  if (kind === 'token') return 'assertion' in body ? issuerOf(textOrNull(body.assertion, 8_192)) : null;
  if (kind !== 'refresh') return 'email' in body ? textOrNull(body.email) : null;
  // A refresh token begins with its session, so that trying many endings for one session counts as one subject.
  const token = 'refreshToken' in body ? textOrNull(body.refreshToken) : null;
  return token === null ? null : (token.split('.')[0] ?? null);
}

/** Whose assertion it says it is; nothing is verified yet. */
function issuerOf(assertion: string | null): string | null {
  try {
    return assertion === null ? null : textOrNull(decodeJwt(assertion).iss);
  } catch {
    return null;
  }
}

function textOrNull(value: unknown, longest = 1_000): string | null {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : null;
}
