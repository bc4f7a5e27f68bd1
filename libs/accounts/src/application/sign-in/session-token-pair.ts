import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { refreshTokenEnd } from '../../domain/lifetimes';
import type { StaffRole } from '../../domain/roles';
import { type SessionRow, Sessions } from '../../persistence/sessions';
import { type AccessToken, TokenIssuer } from '../tokens/token-issuer';

/** What a client holds of a session. */
export interface SessionTokens extends AccessToken {
  /** Opaque; each use returns the next one. */
  refreshToken: string;
  refreshExpiresAt: Date;
}

/** Only the hash is kept. The token has 256 random bits, so that a fast hash is enough. */
export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Issues the next pair of tokens of a session, inside the use case's transaction. */
@Injectable()
export class SessionTokenPair {
  constructor(
    private readonly sessions: Sessions,
    private readonly issuer: TokenIssuer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async issue(session: SessionRow, staffRoles: readonly StaffRole[]): Promise<SessionTokens> {
    const now = this.clock.now();
    const refreshToken = `${session.id}.${this.ids.secret(32)}`;
    const refreshExpiresAt = refreshTokenEnd(now, session.expiresAt);
    await this.sessions.addToken({
      hash: hashRefreshToken(refreshToken),
      sessionId: session.id,
      issuedAt: now,
      expiresAt: refreshExpiresAt,
    });
    const access = await this.issuer.issue({
      accountId: session.accountId,
      sessionId: session.id,
      staffRoles,
    });
    return { ...access, refreshToken, refreshExpiresAt };
  }
}
