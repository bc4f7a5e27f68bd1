import { Injectable } from '@nestjs/common';
import { DomainError } from '@portolan/platform';
import { RotateRefreshToken } from './rotate-refresh-token';
import type { SessionTokens } from './session-token-pair';

/** Exchanges a refresh token for the next pair of tokens. */
@Injectable()
export class RefreshSession {
  constructor(private readonly rotate: RotateRefreshToken) {}

  /**
   * Stands outside the transaction, because a refusal must not roll back the revocation that goes with it.
   * @throws DomainError `refresh-token-reused` (the whole session is ended: one of two holders is a thief, and we
   *   cannot tell which) or `refresh-token-invalid` (both 401).
   */
  async execute({ refreshToken }: { refreshToken: string }): Promise<SessionTokens> {
    const outcome = await this.rotate.execute({ refreshToken });
    if (outcome.kind === 'rotated') return outcome.tokens;
    if (outcome.kind === 'reused')
      throw refusal(
        'refresh-token-reused',
        'This refresh token was used before; its session has been ended.',
      );
    throw refusal('refresh-token-invalid', 'The refresh token is unknown, expired or revoked: log in again.');
  }
}

function refusal(code: string, detail: string): DomainError {
  return new DomainError('unauthenticated', code, detail, {
    headers: { 'www-authenticate': 'Bearer realm="portolan", error="invalid_token"' },
  });
}
